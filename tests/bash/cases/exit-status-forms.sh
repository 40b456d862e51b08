( false; exit ); echo $?
( exit 0x 2> /dev/null ); echo $?
( exit 1 2 2> /dev/null; echo "stays $?" ); echo $?
( exit "" 2> /dev/null ); echo $?
f() { return; }; ( exit 3 ); f; echo $?
exit 510
