f() { declare x=local; declare -g y=global; typeset z=too; }
f; echo "${x-unset} $y ${z-unset}"
g() { local x=1; h; }; h() { declare -g x=2; echo "$x"; }; g; echo "$x"
declare a b=2; echo "${a-unset} $b"; declare "c=3" d="$b"; echo "$c $d"
v='e=5 f=6'; declare $v; echo "$e $f"; declare -x exp; echo "${exp-unset}"
