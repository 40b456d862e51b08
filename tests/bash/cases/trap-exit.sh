trap 'echo "bye $?"' EXIT
echo working
( echo sub )
x=$(echo captured); echo "$x"
exit 3
