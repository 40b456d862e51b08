set -u
set --
echo "at: [$@] star: [$*] $#"
a=()
echo "empty array: ${#a[@]} [${a[@]}] [${a[*]}]"
( echo "${a[0]}" ); echo "element: $?"
( echo "$1" ); echo "positional: $?"
( echo "${#nothing}" ); echo "length: $?"
a=(x)
( echo "${a[1]-none} ${a[1]}" ); echo "$?"
