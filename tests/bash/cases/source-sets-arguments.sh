# What a sourced script sets are the arguments of its caller from then on, but not in a function.
echo 'set -- new words; echo "$1"' > sets
echo 'shift; echo "$1"' > shifts
set -- one two
. ./shifts a b; echo "$@"
. ./sets a b; echo "$@"
f() { . ./sets a b; echo "$@"; }
f in function
. ./sets; echo "$@"
unalias none 2> /dev/null; echo "$?"
