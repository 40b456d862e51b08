show() { printf '%s:' "$#"; printf '<%s>' "$@"; echo; }
set -- a b c d
show "${@:2}"; show "${@:2:2}"; show "${@: -2}"; show "${*:2:2}"
show "${@:5}"; show "${@:3:9}"
show "${@#[ab]}"; show "${@/c/X}"; show "${@^}"
n=2; show "${!n}" "${!#}" "${@:n:1}"
