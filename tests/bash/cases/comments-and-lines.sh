echo a # comment
echo a#b '#' "#" \# ; # x
echo one \
  two; echo 'a \
b'
x=1 ; # trailing
true &&
  echo next ||
  echo no
echo a |
  cat
{ echo x; } ; ( echo y )
if true
then echo z
fi
