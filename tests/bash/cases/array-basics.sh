a=(x 'y z' "" w)
echo "${#a[@]} ${a[1]} [${a[2]}] ${a[-1]} $a ${!a[@]}"
a[7]=far; echo "${!a[@]} ${#a[@]}"
unset 'a[1]'; echo "${!a[@]} ${#a[@]} [${a[1]-gone}]"
b=("${a[@]}"); echo "${!b[@]}"
unset a; echo "[${a[@]}] ${#a[@]}"
c=([3]=three [1]=one two); echo "${c[@]} ${!c[@]}"
