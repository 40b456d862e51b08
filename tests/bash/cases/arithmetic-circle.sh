# A value that names itself is an error, whatever it assigns on the way, if that comes to an end.
b='a b'
a='key=3'
(( b )); echo "$? $key"
echo "${seen[b]-}"; echo skipped
echo "next $?"
for x in a b a; do seen[$x]=1; echo "$x"; done
echo "${!seen[@]}"
n=3 c='n-- > 0 ? c : 7'
echo $(( c )) $n
d='d = 4, e' e='d'
echo $(( d )) "$d"
