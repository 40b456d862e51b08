echo 'a'"b"c\ d$'e\tf'"\$x\"\`\\\n"'\n'
echo "it's" 'say "hi"' \"x\" \\ \' $'it\'s'
x=1; echo "$x" '$x' \$x "\$x" "'$x'" '"$x"'
echo $'\x41\102\u00e9\e[0m' | cat
echo a\
b "c\
d"
