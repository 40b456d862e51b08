# Beside what becomes fields as "$@" does, "${*^^}" does so, too.
p() { printf '%s' "$#"; printf ' <%s>' "$@"; printf '\n'; }
lst=(a b c)
set -- one 'two three' ''
p "${*^^}:${lst[@]+set}"
p "${*^^}${unset[@]+set}"
p "${*^^}${unset[@]-set}"
p "${*^^}${lst[@]-set}"
p "${*^^}${unset+$@}"
p "${*^^}${lst+$@}"
p "${*^^}${*:+$@}"
p "${*^^}${1+$@}"
p "${*^^}${9:-$@}"
p "${*^^}${#lst[@]}"
