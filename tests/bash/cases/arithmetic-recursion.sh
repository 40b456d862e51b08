# A variable whose value comes back to itself is an error.
( a=b b=a; echo $((a)) ) 2> /dev/null; echo "rc $?"
a=' (b)' b='x, a' x=5
(( x++ + a )) 2> /dev/null || echo "failed $? $x"
n='n'; echo $(( 0 && n )) $(( 1 || n ))
i=5 countdown='i-- ? countdown : 7'; echo $(( countdown )) "$i"
arr=(b) b=arr; (( arr[0] )) 2> /dev/null || echo "failed $?"
