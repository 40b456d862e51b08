trap 'echo "ERR $?"' ERR
( false; echo "not inherited" )
x=$(false; echo sub); echo "$x"
set -E
( false; echo "inherited" )
x=$(false; echo sub); echo "$x"
( trap - ERR; false; true )
