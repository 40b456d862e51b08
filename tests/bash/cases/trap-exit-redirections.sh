# Which redirections are still in force when `trap … EXIT` runs depends on why the shell ends.
ends() { # status of the shell, then where its trap has written
  echo "$1: $2, inner $(cat inner), outer $(cat outer)"
  : > inner > outer
}
: > inner > outer
leave() { exit 3; }
fails() { false; }
( trap 'echo trap' EXIT; { exit 3; } > inner ); ends group $?
( trap 'echo trap' EXIT; exit 3 > inner ); ends command $?
( trap 'echo trap' EXIT; leave > inner ); ends call $?
( trap 'echo trap' EXIT; eval leave > inner ) > outer; ends eval $?
( trap 'echo trap' EXIT; set -e; { false; } > inner ); ends errexit-group $?
( trap 'echo trap' EXIT; set -e; fails > inner ); ends errexit-call $?
( trap 'echo trap' EXIT; set -e; eval false > inner ) > outer; ends errexit-eval $?
( trap 'echo trap' EXIT; set -e; ( exit 3 ) > inner ); ends errexit-subshell $?
( trap 'echo trap' EXIT; set -u; { echo "$unset"; } > inner ) 2> /dev/null; ends unset $?
( trap 'echo trap' EXIT; set -eu; { echo "$unset"; } > inner ) 2> /dev/null; ends strict $?
( trap 'echo trap' EXIT; set -u; { echo $(( unset )); } > inner ) 2> /dev/null; ends number $?
( trap 'echo trap' EXIT; set -u; eval 'echo "$unset"' > inner ) 2> /dev/null; ends text $?
( trap 'echo trap' EXIT; set -u; echo x > inner 2> "$unset" ) 2> /dev/null; ends target $?
{ ( trap 'echo trap' EXIT; set -u; echo "$unset" ); } > inner 2> /dev/null; ends around $?
x=$( trap 'echo trap' EXIT; { exit 3; } > inner ); ends "substitution $x" $?
in_function() { x=$( trap 'echo trap' EXIT; { exit 3; } > inner ); ends "inside $x" $?; }
in_function
in_function() { ( trap 'echo trap' EXIT; { return 3; } > inner ); ends return $?; }
in_function
in_function() { { return 3; } > inner; }
in_function; ends returned $?
