x=1; export x; export y=2 z; echo "${z-unset}"
declare -p x y; export -n x; declare -p x
f() { export inner=3; local l=4; export l; }; f; echo "$inner ${l-gone}"
a=1 export b=2; echo "${a-unset} $b"
export v=$(echo one two); echo "$v"; w='p q'; export u=$w; echo "$u"
