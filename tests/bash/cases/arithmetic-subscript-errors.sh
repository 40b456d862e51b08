# What is wrong in a subscript ends the command line, or the subshell.
x='arr[x]' y='arr[1+]'
{ (( arr[1+] )) || echo no; } 2> /dev/null; echo same line
echo "next $?"
( (( x )) || echo no; echo same ) 2> /dev/null
echo "next $?"
f() { [[ y -eq 1 ]] || echo no; }
f 2> /dev/null; echo same line
echo "next $?"
arr=('arr[1]' 'arr[0]'); (( arr[0] )) 2> /dev/null || echo no
echo "next $?"
