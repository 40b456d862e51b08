# In `${x:-$@}` an unquoted list is fields as if quoted where IFS has a blank, but not first.
p() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\n'; }
set -- 'a b' $'c\nd' '' e:f
lst=("$@")
for IFS in ': ' ' :' $'\n ' 'x ' $'\t:' $' \t\n' ''; do
    p ${u:-${lst[@]}} ${u:-$@}
    p ${u:-${lst[*]}} ${u:-$*}
    p ${u:-y$@} y${lst[@]+$@$@}y
    p "${u:-$@}" ${u:-"$@"}
    x=${u:-$@}
    p "$x"
done
