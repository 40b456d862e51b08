# An alias is expanded before all else, functions too, and a trace shows what it became.
hi() { echo function; }
alias hi='echo hello' greet='hi all' quiet='PATH_=x echo'
hi one
shopt -s expand_aliases
hi two
greet three
\hi four
'hi' five
command echo hi
alias echo='echo again'
echo six
set -x
hi seven
