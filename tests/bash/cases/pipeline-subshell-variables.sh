x=outer
echo inner | read -r x
echo "$x"
echo inner | { read -r x; echo "in the pipe: $x"; }
echo "$x"
count=0
printf '1\n2\n3\n' | while read -r n; do count=$((count + n)); done
echo "count $count"
while read -r n; do count=$((count + n)); done < <(printf '1\n2\n3\n')
echo "count $count"
