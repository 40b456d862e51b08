# What bash sets by itself is set, whatever it is.
set -u
echo "${SHELLOPTS:+set} ${BASHOPTS:+set} ${BASHPID:+set} ${BASH_VERSION:+set}"
echo "$BASH_SUBSHELL"; ( echo "$BASH_SUBSHELL"; ( echo "$BASH_SUBSHELL" ) ); echo "$(echo "$BASH_SUBSHELL")"
(( BASH_VERSINFO[0] >= 4 )) && echo new
[[ ${BASH_VERSINFO[0]} -lt 4 ]] || echo "not old"
[[ ${BASH_SOURCE[0]} == "$0" ]] && echo main
