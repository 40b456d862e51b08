# What is missing in `for ((…))` is 1; `trap … DEBUG` runs before each of the three.
n=0
for (( ; ; )); do (( n++ < 2 )) || break; echo "round $n"; done
for ((;;)) do break; done
for (( i = 0; ; i++ )) { if (( i > 1 )); then break; fi; echo "$i"; }
set -x; for (( ; ; )); do break; done; for (( i = 0; i < 1; i++ )); do :; done; set +x
trap 'echo debug' DEBUG
for (( i = 0; i < 2; i++ )); do echo "$i"; done
for x in 1 2; do :; done
for x in; do :; done
case x in x) echo case ;; esac
f() { echo in; }
f
set -T
f
