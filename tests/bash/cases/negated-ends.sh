# How `!` and the ends of a shell go together; in the background it means nothing.
( ! echo ${nope?} ); echo "1 $?"
( ! echo $((1/0)) ); echo "2 $?"
( ! exit 3 ); echo "3 $?"
( ! exit 0 ); echo "4 $?"
( ! { exit 0; } ); echo "5 $?"
f() { ( ! return 4 ); echo "6 $?"; }; f
( ! eval 'exit 5' ); echo "7 $?"
( set -u; ! echo $nope ); echo "8 $?"
set -u
( ! echo $nope ); echo "9 $?"
( ! let nope ); echo "10 $?"
for i in 1; do ( ! break ); echo "11 $?"; done
( ! command exit 5 ); echo "12 $?"
( ! trap 'echo bye' EXIT ); echo "13 $?"
( ! false ) & wait $!; echo "14 $?"
! false & wait $!; echo "15 $?"
{ ! false; } & wait $!; echo "16 $?"
( ! true ) | cat; echo "17 ${PIPESTATUS[0]}"
! true | cat; echo "18 $?"
( ! : > /nonexistent/x ) 2>/dev/null; echo "19 $?"
( ! f2() { :; } ); echo "21 $?"
( ! nosuchcommand ) 2>/dev/null; echo "22 $?"
( ( ! false ) ); echo "23 $?"
( ! ( ! true ) ); echo "24 $?"
x=$(! exit 3); echo "26 $?"
( ! x=$(exit 3) ); echo "27 $?"
( ! readonly r=1; r=2 ); echo "28 $?"
( ! false && echo a ); echo "29 $?"
! false & echo $?; wait $!; echo $?
! true & echo $?; wait $!; echo $?
! (exit 2) & echo $?; wait $!; echo $?
! { false; } & echo $?; wait $!; echo $?
f() { return 3; }
! f & echo $?; wait $!; echo $?
! false | true & echo $?; wait $!; echo $?
