trap 'echo "a b"' EXIT
trap "it's=1" USR1
trap -p EXIT
trap -p USR1 | cat
( trap -p USR1 )
trap - USR1; trap -p USR1
trap '' ERR DEBUG RETURN HUP
( trap ); ( trap '' TERM; trap ); ( set -E; trap '' TERM; trap ); x=$(trap '' TERM; trap); echo "$x"
set -E; ( trap '' TERM; trap )
