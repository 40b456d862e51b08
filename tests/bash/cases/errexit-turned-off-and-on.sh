set -e
set +e
false
echo "off $?"
set -e
case $- in *e*) echo on ;; esac
f() { set +e; false; echo "in f $?"; }
f
false
echo "still off"
