( echo bg > f; exit 3 ) & wait $!; echo "$? $(cat f)"
x=1; { x=2; } & wait; echo "$x"
true & a=$!; false & b=$!; wait "$a"; echo "$?"; wait "$b"; echo "$?"; wait; echo "$?"
f() { echo "in $1"; return "$1"; }; f 5 > g & wait "$!" || echo "failed $?"; cat g
wait 999999 2> /dev/null; echo "$?"; echo last & wait
