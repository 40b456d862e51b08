set -- a b; echo "$#"; echo "$-" | tr -dc eu; echo; set -eu; echo "$-" | tr -dc eu; echo; set +eu
[ -n "$$" ] && echo pid; echo "${!:-no job}"; true & wait; [ -n "$!" ] && echo job
: last one; echo "$_"; (( BASHPID == $$ )) && echo same; ( (( BASHPID != $$ )) && echo other )
echo "${BASH_SUBSHELL}" "$(echo "$BASH_SUBSHELL")"; f() { echo "${FUNCNAME[0]} ${FUNCNAME[1]}"; }; f
