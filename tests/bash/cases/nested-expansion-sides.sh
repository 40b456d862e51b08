a=x; i=0
echo "${a:-$((i++))}" "$i" "${u:-$((i++))}" "$i"
b=${c:=$a$a}; echo "$b $c"
echo "${a/$a/$(echo y)}" "${a#${a}}" "${b%${b#?}}"
d=(p q); echo "${d[$((1))]} ${d[i]} ${d[${#a}]}"
