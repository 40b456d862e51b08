trap 'echo "got USR1"' USR1
kill -USR1 $$
echo "after $?"
trap '' TERM
kill -TERM $$
echo "ignored"
trap - USR1
trap 'echo "terminated"; exit 3' TERM
kill -s TERM $$
echo unreached
