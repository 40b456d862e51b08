# What cannot be worked out in `[[ ]]` does not hold, and the condition goes on.
exec 2> /dev/null
n=08 x='('
[[ $n -gt 7 ]]; echo $?
[[ ! $n -gt 7 ]]; echo $?
[[ $n -gt 7 || a = a ]]; echo $?
[[ ! $n -gt 7 && a = a ]]; echo $?
[[ a =~ $x ]]; echo $?
[[ ! a =~ $x ]]; echo $?
[[ a =~ $x || a = a ]]; echo $?
[[ a =~ $x && a = a ]]; echo $?
( set -u; [[ ! unset -gt 7 ]]; echo no ); echo $?
( [[ ! -v n[1/0] ]]; echo no ); echo $?
