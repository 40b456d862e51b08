f() { echo "$# [$1] [${2-}] [$*]"; shift; echo "$# ${1-none}"; }
set -- outer
f a 'b c' d; f; f ''
echo "$1 $#"
g() { set -- new ones; echo "$@"; }; g x; echo "$@"
