# A bad subscript under `set -e` ends the shell with the status before it, if that was a failure.
set -e
arr=(a b)
status() { return "$1"; }
( echo "${arr[-9]}"; echo unreached ) || echo $?
x=$( set -e; if status 5; then :; else echo "${arr[-9]}"; fi; echo unreached )
echo unreached
