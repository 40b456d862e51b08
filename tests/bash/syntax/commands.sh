#!/usr/bin/env bash
cat <<'EOF'; echo x
$not \expanded 'here'
EOF
cat > out <<< "$TOKEN"
cat <<'EOF' 2>&1 | tail
one
EOF
cat <<A - <<B
a $x
A
b `date` \$c
B
cat <<''
until an empty line

if a; then b; elif ! c | d; then e; else f; fi > out 2>&1
while read -r line; do echo "$line"; done < <(printf '%s\n' a b)
until [ -f x ]; do sleep 1; done
for i; do echo "$i"; done
for i in a b "c d"
do echo $i
done
select s in x y; do break; done
case "$1" in
  (a|b) echo ab ;;
  "c d") echo cd ;&
  -*) echo opt ;;&
  *) ;;
esac
function f { echo f; } 2>/dev/null
g () ( cd /; pwd )
h() if true; then echo h; fi
a && b || c && d &
{ a; b; } | ( c; d ) |& e
! a && time b
(( x++ )) && ((y = x << 2))
for ((i = 0; i < 3; i++)); do echo $i; done
[[ -f x && ! ( a < b || $y =~ ^(a|b)+$ ) ]]
[[ $x == @(a|b)* ]]
x=$(case $y in a) echo "$(b "c d")";; esac)
declare -A m=([a]=1 ["b c"]=$x)
export A=1 B="$c" C
env A=1 make B=$c "$d=e"
arr=(one "two three" $four
  # a comment
  [9]=nine
)
arr[1]=x arr+=(y) z+=w cmd
echo if then fi done esac { } in ! time
exec {fd}>file 3<&0 4>&- <&-
echo a >| b >> c <> d &> e
cmd &>> f
x=1 y=$x
> empty
echo $((1 + $(echo 2) * (3))) $( (a) ) $((b); (c))
echo "${x:-"a b"}" ${x#'pat'} "${x//a/"b"}" ${!x} ${#x} ${x:1:2} ${a[@]:1} ${!a[@]} ${!p*} ${x@Q}
echo a\
b \
  c
exit 0
