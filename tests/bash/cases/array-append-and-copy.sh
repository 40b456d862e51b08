a=(1 2); b=(0 "${a[@]}" 3); a+=(9)
echo "${a[*]} / ${b[*]}"
f() { local -a c=("$@"); c+=(end); echo "${c[@]}"; }
f "${a[@]}"; echo "${c-not here}"
x=scalar; x[1]=el; echo "${x[@]}"
y=(arr); y=first; echo "${y[@]}"
