( exit 1 ) || echo "subshell $?"
f() { echo "f"; exit 4; echo no; }
x=$(f; echo no); echo "[$x] $?"
( f ); echo "$?"
f | cat; echo "pipe ok"
eval '( exit 2 )'; echo "$?"
{ echo group; exit 6; } > /dev/null
echo no
