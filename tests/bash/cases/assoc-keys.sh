declare -A m
m[1+1]=text; m[@x]=at; i=5; m[i]=letter; m[$i]=five
echo "${m[1+1]} ${m[i]} ${m[5]} ${#m[@]}"
key='a"b'; m[$key]=q; echo "${m[$key]}"
declare -A one=([only]=x); echo "${!one[@]} ${one[@]}"; declare -p one
