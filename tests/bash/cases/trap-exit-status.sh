trap 'false; echo "in trap"' EXIT
( trap 'exit 9' EXIT; exit 2 ); echo "rc $?"
( trap 'echo "was $?"; true' EXIT; exit 4 ); echo "rc $?"
( trap 'echo "last $?"' EXIT; false ); echo "rc $?"
( trap 'echo one' EXIT; trap 'echo two' EXIT ); echo "rc $?"
( trap 'echo no' EXIT; trap - EXIT; exit 1 ); echo "rc $?"
exit 5
