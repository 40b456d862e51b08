trap 'echo "a b"' EXIT
trap "it's=1" USR1
trap -p EXIT
trap -p USR1 | cat
( trap -p USR1 )
trap - USR1; trap -p USR1
