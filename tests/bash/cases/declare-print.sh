x='a b'; declare -p x; declare -i n=5; declare -p n; a=(1 'b c' $'d\n'); declare -p a
declare -r r=1; export e=2; declare -p r e; declare -A m=([k]='v w'); declare -p m
declare -u U=abc; declare -l L=ABC; declare -p U L; declare -n ref=x; declare -p ref
declare -p none 2> /dev/null || echo "rc $?"; declare unset_one; declare -p unset_one
q="it's \$x"; declare -p q
declare -xu order=a; declare -p order; echo "${order@a}"; declare -ixrl every=1; declare -p every; echo "${every@a}"
