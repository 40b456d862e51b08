echo start | { cat; exit 5; }
echo "status $?"
true | exit 6
echo "status $?"
f() { exit 7; }
f | cat
echo "still here ${PIPESTATUS[0]}"
