# An assignment to an element before the first is a message only, and the value is what it is.
(( none[-1] = 2 )); echo $?
(( none[-1] = 0 )); echo $?
(( none[-1]++ )); echo $?
let 'none[-2] = 3'; echo $?
x=$(( none[-1] = 4 )); echo $? "$x" "${#none[@]}"
lst=(1)
(( lst[-5] = 1, lst[-1] = 7 )); echo $? "${lst[@]}"
s=1
(( s[-5] = 1 )); echo $? "$s"
(( s[-1] = 3 )); echo $? "$s"
declare -A map
(( map[-1] = 5 )); echo $? "${map[-1]}"
set -e
(( none[-1] = 2 ))
echo unreached
