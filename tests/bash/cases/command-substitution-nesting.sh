echo "$(echo "$(echo "deep $(echo er)")")"
echo `echo \`echo back\``
x="a $(echo "b 'c' \"d\"") e"
echo "$x"
echo "$(case x in x) echo "paren ) ok";; esac)"
echo $(echo a; echo b # comment
)
