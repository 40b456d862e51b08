( echo $((1 / 0)); echo no ) 2> /dev/null; echo "rc $?"
( (( 1 / 0 )); echo "goes on $?" ) 2> /dev/null
( echo $((1 +)); echo no ) 2> /dev/null; echo "rc $?"
( x='1 +'; (( x )); echo "goes on $?" ) 2> /dev/null
( let 'x = 08'; echo "goes on $?" ) 2> /dev/null
