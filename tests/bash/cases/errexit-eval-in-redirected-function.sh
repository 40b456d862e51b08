# `set -e` ends a shell within `eval` in a function: of what is around an outer `eval` bash undoes
# the redirections before the EXIT trap.
(
    trap 'echo "trap 1"' EXIT
    set -e
    f() { eval 'echo in; false'; } > o
    f
)
echo "$? $(cat o)"
cat > inner << 'EOF'
set -e
trap 'echo trap' EXIT
f() { eval 'echo in; "$@"'; } > o
"$how" f "$@"
EOF
run() { ( how=$1; shift; . ./inner ); echo "$?: $(cat o)"; }
run eval false
run eval exit 3
run command false
set -e
trap 'echo "trap 2"' EXIT
f() { eval '{ eval "echo in; false"; } > o'; } > q
eval 'eval f'
