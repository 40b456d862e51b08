printf 'echo "sourced $# $1"; v=set; return 3; echo no\n' > lib
set -- outer; . ./lib; echo "$? $v"; source ./lib arg two; echo "$? $# $1"
f() { . ./lib "$@"; local r=$?; echo "f $r"; }; f x y
. ./missing 2> /dev/null; echo "$?"; printf 'exit 4\n' > quit; ( . ./quit ); echo "$?"
. /dev/stdin <<< 'echo from here'; . <(echo 'w=1'); echo "$w"
