# A pattern whose value begins with `#` or `%` is anchored, unless it is quoted.
p() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\n'; }
b='#x' x=xx e=
p "${b/$b/Y}" "${b/"$b"/Y}" ${b/$b/Y} "${b//$b/Y}" "${x/$b/Y}" "${x/\#x/Y}" "${x/$e#x/Y}"
b='%x'; p "${b/$b/Y}" "${b/"$b"/Y}" "${x/$b/Y}"
b='#'; p "${x/$b/Y}" "${x//$b/Y}"
set -- '#x' xx x; p "${@/$1/Y}"
