# A subshell that holds but `! command` is negated as a whole.
set -e
( ! false ); echo "1 $?"
! ( false ); echo "2 $?"
( ! true ) || echo "3 $?"
f() { ! false; echo in; }
f; echo 4
( ! { false; echo five; } ); echo "5 $?"
( ! false; echo six ); echo "6 $?"
g() ( ! false )
g; echo "7 $?"
h() ( ! true )
h || echo "8 $?"
x=$(! false); echo "9 $?"
! { false; echo ten; }; echo "10 $?"
( ! ( false; echo eleven ) ); echo "11 $?"
( ! (exit 4) | (exit 3) ); echo "12 $?"
trap 'echo E$?' ERR
( ! false ); echo "13 $?"
! false; echo 14
set -E
( ! false ); echo "15 $?"
! g; echo 16
k() { false; echo k; }
! k; echo 17
set +e
! k; echo 18
( ! k ); echo 19
( ! false ); echo 20
( ! { false; true; } ); echo 21
( ! f ); echo 22
! { false; true; }; echo 23
if ! { false; true; }; then :; fi; echo 24
! k || :; echo 25
! k && :; echo 26
: && ! k; echo 27
( ! true ); echo 28
( ! eval false ); echo 29
