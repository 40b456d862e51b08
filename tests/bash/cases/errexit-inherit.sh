set -e
f() { false; echo "after false"; }
x=$(f) || echo "guarded: [$x]"
shopt -s inherit_errexit
echo "$(false; echo hidden)"
y=$(f; echo end) || echo "status $? [$y]"
echo done
