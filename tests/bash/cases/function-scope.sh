x=global
f() { local x=local; g; echo "f: $x"; }
g() { echo "g sees $x"; x=changed; y=made; }
f; echo "$x $y"
h() { local x; echo "[${x-unset}]"; x=1; unset x; echo "[${x-unset}]"; }; h; echo "$x"
k() { local x=1; ( x=2; echo "$x" ); echo "$x"; }; k
