printf '%s-%s\n' a b c
printf '%s\n' one two three
printf 'none\n' x y
printf '%s|'; echo
printf '%d\n' ''; printf '%d\n' x 2> /dev/null; echo "$?"
printf '%s %d\n' a 1 b 2
printf -- '-x\n'; printf '\101\n\x42\t|\u00e9\n'
printf -v v '%03d' 5; echo "$v"; printf -v 'a[2]' x; echo "${#a[@]} ${a[2]}"
