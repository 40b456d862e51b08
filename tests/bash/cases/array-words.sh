show() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
a=('a b' '' c)
show ${a[@]}; show "${a[@]}"; show "${a[*]}"; show ${a[*]}
show "x${a[@]}y" "${a[@]:1}"
IFS=-; show "${a[*]}"; unset IFS
e=(); show "${e[@]}"; show "${e[*]}"; show ${e[@]}; show "p${e[@]}q"
b=(x ${a[@]} "${a[@]}"); show "${#b[@]}"
