# A simple command in a pipeline is a process before its words are expanded; until then it has its
# parent's traps.
set -u
trap 'echo "trap $?"' EXIT
echo "$unset" 2> /dev/null | sed 's/^/1 /'
{ echo "$unset"; } 2> /dev/null | sed 's/^/2 /'
x=$unset | sed 's/^/3 /'
echo x > "$unset" | sed 's/^/4 /'
echo "$(echo "$unset")" 2> /dev/null | sed 's/^/5 /'
( trap 'echo inner' EXIT; echo "$unset" 2> /dev/null | sed 's/^/6 /' )
echo x | cat "$unset"
trap - EXIT
echo "$unset" 2> /dev/null | sed 's/^/7 /'
