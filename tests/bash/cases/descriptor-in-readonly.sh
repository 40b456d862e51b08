# `{name}>` where the name cannot be set.
readonly v=4
{ echo a; } {v}> one
echo "$? $v"
exec {v}> two || echo refused
echo "$?"
f() { local -r w=1; echo b {w}>&1 || echo no; echo "$? $w"; }
f
( set -e; exec {v}< /dev/null; echo c )
echo "$?"
