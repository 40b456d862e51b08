printf 'a\nb c\n\nd' > f
mapfile -t l < f; echo "${#l[@]} ${l[1]} [${l[2]}] ${l[3]}"
mapfile l < f; printf '%s' "${l[@]}"; echo
mapfile -t -n 2 l < f; echo "${l[*]}"; mapfile -t -s 1 -n 1 l < f; echo "${l[*]}"
l=(x y z w); mapfile -t -O 2 -n 1 l < f; echo "${l[*]}"
mapfile -d : -t l <<< "p:q:r"; echo "${#l[@]} ${l[1]}"
readarray -t l < /dev/null; echo "${#l[@]}"; mapfile < f; echo "${#MAPFILE[@]}"
mapfile -t l < <(printf '1\n2\n'); echo "${l[@]}"
