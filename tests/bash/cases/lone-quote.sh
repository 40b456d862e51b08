# A text that is but a quote has a backslash, whatever shows it.
exec 2>&1
x="'"
y=("$x") z=("$x" a)
declare -A map=(["'"]="'")
trap "'" USR1
trap
echo "${x@Q}" "${y[@]@Q}"
printf '%q\n' "$x"
declare -p x
f() { local -a v=("$1" '' b); }
set -x
f "'"
y=("'")
case $'\'' in "'") ;; esac
[[ $x == "'" ]]
echo "'"
