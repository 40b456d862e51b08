set -e
n=0
while [ "$n" -lt 2 ]; do n=$((n + 1)); echo "n=$n"; done
for x in a b; do [ "$x" = a ] && echo "is a"; done || echo "loop $?"
for x in a b; do [ "$x" = a ] && echo "is a"; done
echo "status here"
