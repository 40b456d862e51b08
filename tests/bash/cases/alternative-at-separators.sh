# In `${x:-$@}` an unquoted list is one text where IFS begins with a blank.
p() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\n'; }
set -- 'a b' $'c\nd' '' e:f
lst=("$@")
for IFS in ' :' $' \t\n'; do
    p ${u:-${lst[@]}} ${u:-$@}
    p ${u:-y$@} y${lst[@]+$@$@}y
done
for IFS in ': ' ' :' $'\n ' 'x ' $'\t:' $' \t\n'; do
    p ${u:-${lst[*]}} ${u:-$*}
    p "${u:-$@}" ${u:-"$@"}
    x=${u:-$@}
    p "$x"
done
