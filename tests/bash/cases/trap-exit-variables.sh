f() { local tmp=local; trap 'echo "tmp=${tmp-unset}"' EXIT; }
tmp=global
f
g() { local tmp=inner; exit 2; }
( trap 'echo "tmp=$tmp"' EXIT; g )
trap "echo early $tmp" EXIT
tmp=later
