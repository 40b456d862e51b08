x=1
trap 'echo "late $x"; exit "$x"' EXIT
x=4
f() { return 9; }
f
