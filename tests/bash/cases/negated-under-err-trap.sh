# What `!` means for ERR traps and `set -e`, in a subshell of its own and in the background.
trap 'echo E$?' ERR
! false
( ! false )
! true; echo $?
( ! true ); echo $?
f() { return 3; }
! f
! ( false )
! { false; }
! (exit 3) | true
set -E
! false
( ! false )
! true; echo $?
( ! true ); echo $?
! f
! ( false )
! { false; }
! { false; true; }
! (exit 3) | true
! [[ a = b ]]
! let 0
g() { false; true; }
! g
( g )
x=$(! false); echo $x
x=$(! f); echo $x
x=$(false); echo $x
{ ! false; } | cat
if ! f; then echo no; fi
! if false; then :; fi
! case x in x) false ;; esac
! eval false
! command false
! for i in 1; do false; done
