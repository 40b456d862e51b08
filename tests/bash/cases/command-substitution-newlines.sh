x=$(printf 'a\n\n\n')
echo "[$x]"
y=$(printf '\n\na\nb')
echo "[$y]"
echo $y
echo "$(echo "a  b")" $(echo "a  b")
z=$(echo 'x\y'; echo "\$")
echo "$z"
