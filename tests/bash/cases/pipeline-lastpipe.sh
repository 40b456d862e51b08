shopt -s lastpipe
x=outer
echo inner | read -r x
echo "$x"
printf 'a\nb\n' | mapfile -t lines
echo "${#lines[@]} ${lines[1]}"
