# An ERR trap runs for the commands that begin after it is set.
f() { trap 'echo "err $?"' ERR; false; }
f
echo "$?"
trap - ERR
set -E
f
g() { trap - ERR; trap 'echo "in g $?"' ERR; ( exit 3 ); }
x=$(g); echo "$x"
eval 'trap "echo eval" ERR; false'
trap 'echo "outer $?"' ERR
set +E
k() { set -E; trap 'echo "in k $?"' ERR; false; }
x=$(k); echo "$x"
