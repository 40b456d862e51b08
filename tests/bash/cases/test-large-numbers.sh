# Numbers of 64 bits; leading zeros do not count.
[ 9223372036854775807 -gt 1 ]; echo $?
[ 9223372036854775808 -gt 1 ] 2> /dev/null; echo $?
[ -9223372036854775808 -lt 1 ]; echo $?
[ -9223372036854775809 -lt 1 ] 2> /dev/null; echo $?
[ 000000000000000000000000001 -eq 1 ]; echo $?
[ +5 -eq 5 ]; echo $?
i=-4611686018427387904; [[ i+1 -le 3 ]]; echo $?
[[ 9223372036854775808 -lt 0 ]]; echo $?
test 1000000000000000000000 -gt 5 2> /dev/null; echo $?
