set -o nounset; [[ -o nounset ]] && echo on; set +o nounset; [[ -o nounset ]] || echo off
set -euo pipefail; case $- in *e*u* | *u*e*) echo "strict";; esac; set +eu
set -f; echo *; set +f; : > f; echo *
set -o noglob; echo *; set +o noglob
set -a; auto=1; set +a; declare -p auto
shopt -so errexit || echo "no errexit"; set -- x; set -u --; echo $#
