declare -A m=([a]=1 ['b c']=2)
m[d]=3; k='b c'
echo "${m[a]} ${m[b c]} ${m[$k]} ${m["d"]} ${#m[@]} [${m[none]-no}]"
[[ -v m[a] ]] && echo has; [[ -v m[z] ]] || echo lacks
unset 'm[a]'; echo "${#m[@]}"
sum=0; for k in "${!m[@]}"; do (( sum += m[$k] )); done; echo "$sum"
m=(); echo "${#m[@]}"
