f() { local IFS=,; echo "$*"; }
f a b; echo a b
g() { local -; set -f; echo *; }
g; : > file; echo *
h() { local a b=2 c=$b; echo "${a-unset} $b [$c]"; }; h
local x 2> /dev/null || echo "outside $?"
set -e
own() { local -; set -f; echo *; }
x=$(own; false; echo after); echo "$x"
own
set +e; own; false; echo on
{ ( trap 'false; echo no' EXIT; set -e; false; echo unreached ); } && echo fine || echo "bad $?"
