show() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
set -- 'a b' '' c
show $@; show $*; show "$@"; show "$*"
show "x$@y"; show "x$*y"
IFS=,; show "$*"; show $*; x=$*; y="$@"; unset IFS
show "$x" "$y"
set --
show "$@"; show "$*"; show "x$@"; show $@
