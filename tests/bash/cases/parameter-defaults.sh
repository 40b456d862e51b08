unset u; e=; s=set
echo "1 ${u-d} ${u:-d} ${e-d} ${e:-d} ${s-d}"
echo "2 ${u+a} ${u:+a} ${e+a} ${e:+a} ${s:+a}"
echo "3 ${u=new} $u ${e:=filled} $e"
unset u
echo "${u:-${s:-x}}" "${u:-$(echo cmd)}" "${u:-$((1+1))}"
: "${q:=a b}"; echo "$q"
( : "${none:?must be set}"; echo no ) 2> /dev/null; echo "rc $?"
