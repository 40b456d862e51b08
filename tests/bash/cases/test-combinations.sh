[ a = a -a b = b ] && echo and
[ a = b -o b = b ] && echo or
[ ! a = b -a x ] && echo not
[ \( a = b -o c = c \) -a d = d ] && echo group
[[ a == a && ( b == c || ! d == e ) ]] && echo double
[[ ! a == b ]] && [[ -z '' || $(exit 3) ]] && echo short
[[ -n x && -z x ]] || echo "rc $?"
