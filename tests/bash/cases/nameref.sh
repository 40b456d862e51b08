f() { local -n out=$1; out="set by f"; }
f x; echo "$x"
a=(1 2); g() { local -n r=$1; r+=(3); echo "${#r[@]} ${r[-1]}"; }; g a; echo "${a[*]}"
declare -n p=x; p=new; echo "$x ${!p}"; unset p; echo "${x-unset}"; unset -n p
declare -n e='a[1]'; e=elem; echo "${a[1]}"
h() { local -n v=y; [[ -v v ]] || echo no; v=1; }; h; echo "$y"
