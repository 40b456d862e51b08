# Under an empty IFS a quoted `*` makes one text of names and keys.
p() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\n'; }
a=1 ab=2
lst=(x y)
IFS=
p x${!nosuch*} ${!nosuch*}
p ${!a@} "${!a*}"
p ${!lst[@]} "${!lst[*]}"
x="${!lst[*]}" z=$(p "${!lst[*]}")
p "$x" "$z"
IFS=:
p ${!a*} ${!lst[*]}
x=${!a@} y=${!lst[@]} z=${!lst[*]}
p "$x" "$y" "$z"
