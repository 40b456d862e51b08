( exit 3 ); echo $?
( true; false ); echo $?
( false; true ); echo $?
( exit ); echo $?
false; ( exit ); echo $?
( ( exit 256 ) ); echo $?
( exit 257 ); echo $?
( exit -1 ); echo $?
