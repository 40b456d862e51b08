s=a; s+=b; s+="c d"; echo "$s"
declare -i n=1; n+=5; echo "$n"
a=(x); a+=(y 'z w'); a[0]+=1; a+=more; echo "${a[@]} ${#a[@]}"
f() { local s+=X; echo "[$s]"; }; f
declare -A m=([k]=v); m[k]+=w; m+=([j]=u); echo "${m[k]} ${m[j]} ${#m[@]}"
