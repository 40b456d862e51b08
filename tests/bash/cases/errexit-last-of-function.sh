set -e
f() { [ "$1" = yes ] && echo matched; }
f yes
echo middle
f no
echo unreached
