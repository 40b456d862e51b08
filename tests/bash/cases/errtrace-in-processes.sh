# With `set -E` a process traps its failures, but not that of the program that it is.
set -E
trap 'echo "error $?"' ERR
f() { true; grep x nosuch; }
( grep x nosuch )
( x=1 grep x nosuch > o )
( grep x < nosuch; )
( command grep x nosuch )
( ( grep x nosuch ) )
( ( true; grep x nosuch ) )
( f )
( false )
( { grep x nosuch; } )
( true; grep x nosuch )
( grep x nosuch ) || echo or
echo pipes
grep x nosuch | cat
true | grep x nosuch
false | cat
f | cat
( grep x nosuch ) | cat
( true; grep x nosuch ) | cat
{ grep x nosuch; } | cat
( grep x nosuch ) > o | cat
( true ) > nosuch/x | cat
( ( grep x nosuch ) > o )
( { true; } > nosuch/x )
g() ( grep x nosuch )
g
set -e
( grep x nosuch )
