printf 'l1\nl2\nl3\n' > f
{ read -r a; read -r b; } < f; echo "$a $b"
while read -r x; do echo "<$x>"; done < f
cat < f - < /dev/null
read -r z < missing 2> /dev/null || echo "no file"
{ read -r a; cat; } < f
tr 1-3 a-c < f > g; cat g
