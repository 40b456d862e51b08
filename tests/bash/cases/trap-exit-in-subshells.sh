trap 'echo "outer trap"' EXIT
( echo "subshell runs no outer trap" )
x=$(echo in; trap 'echo sub' EXIT); echo "[$x]"
( trap 'echo "own"' EXIT; ( echo nested ) )
f() { trap 'echo "set in f"' EXIT; }; f
echo end
