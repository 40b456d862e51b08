f() { trap 'echo "returning"' RETURN; echo body; trap - RETURN; }
f
g() { trap 'echo "g is left"; trap - RETURN' RETURN; echo "in g"; }
g; echo after
trap 'n=$((${n-0} + 1))' DEBUG
:; :
trap - DEBUG
(( n >= 2 )) && echo counted
