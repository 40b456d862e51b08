f() { set -e; false; echo "ignored all the same"; }
if f; then echo yes; fi
( set -e; false; echo "ignored here too" ) || echo "not printed"
( set -e; false; echo no )
echo "after $?"
