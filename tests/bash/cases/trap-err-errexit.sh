trap 'echo "ERR $?"' ERR
trap 'echo "EXIT $?"' EXIT
set -e
false || echo fine
f() { return 7; }
f
echo unreached
