readonly x=1
( x=2; echo "not reached" ) 2> /dev/null; echo "rc $?"
( unset x 2> /dev/null || echo "unset fails" )
( readonly x=3; echo "goes on $?" ) 2> /dev/null
( f() { local x=2; echo "in f $?"; }; f; echo "after $?" ) 2> /dev/null
( read x <<< 5; echo "read $? $x" ) 2> /dev/null
( for x in a; do echo no; done; echo "for $?" ) 2> /dev/null
( x=5 true; echo "prefix $?" ) 2> /dev/null
( (( x = 9 )); echo "arith $? $x" ) 2> /dev/null
echo "$x"; readonly -p | grep -c ' x="1"'
