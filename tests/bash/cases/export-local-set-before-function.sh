# Exporting a local variable keeps it where it was set in front of the function, too.
f() { local a; a=2; eval "$(declare -p a)"; }
a=1 f; declare -p a; unset a
f() { local a=2; export a; a=3; }
a=1 f; declare -p a; unset a
f() { local a=2; declare -ix a=3; }
a=1 f; declare -p a; unset a
f() { local a=2; declare a=3; }
a=1 f; echo "${a-none}"
f() { local b=2; export b=3; }
f; echo "${b-none}"
g() { local a=2; export a; }
f() { a=1 g; echo "in $a"; }
f; echo "$a"
