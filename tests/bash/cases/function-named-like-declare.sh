# A function that is named like a builtin gets assignments as texts.
export() { printf '<%s>' "$@"; echo; }
x='p q'
export a=1 b+=2 d=$x "e=$x"
echo "${a-unset}"
declare() { shift; export "$@"; }
declare -x g=~ h="$x"
