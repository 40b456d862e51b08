# Under an empty IFS `*` makes one text of names and keys, quoted or not.
p() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\n'; }
a=1 ab=2
lst=(x y)
IFS=
p ${!a*} x${!nosuch*}
p ${!a@} "${!a*}"
p ${!nosuch*} ${!lst[@]}
p ${!lst[*]}
x=${!lst[*]} y=(${!lst[*]}) z=$(p ${!lst[*]})
p "$x" "${#y[@]}" "$z"
IFS=:
p ${!a*} ${!lst[*]}
