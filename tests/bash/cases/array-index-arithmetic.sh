a=(0 1 2 3); i=1
echo "${a[i]} ${a[i+1]} ${a[$i*2]} ${a[-2]} ${a[a[2]]} ${a[i++]} $i"
a[i+2]=new; a[${#a[@]}]=end; echo "${a[*]}"
a[-1]=last; echo "${a[*]}"
( echo "${a[-9]}" ) 2> /dev/null; echo "rc $?"
