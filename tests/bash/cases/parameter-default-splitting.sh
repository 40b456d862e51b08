show() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
unset u
show ${u:-a b} "${u:-a b}" ${u:-"a b" c}
show ${u-} "${u-}" ${u:+x}
set -- 'p q' r
show "${u:-$@}"; show ${u:-"$@"}; show "${@:-none}"
set --; show "${@:-none}" "${*-none}" "${1-none}"
