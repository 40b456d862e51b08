trap 'echo "ERR $?"' ERR
f() { false; echo "in f"; return 3; }
f
f || echo handled
set -E
f
g() { ( false ); echo "$(false)"; }
g
set +E; trap - ERR; false; echo quiet
