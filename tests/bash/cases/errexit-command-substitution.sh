set -e
echo "$(false; echo 'inner goes on')"
echo "x$(exit 3)y"
x=$(echo out; exit 4) || echo "assigned [$x] $?"
x=$(exit 5)
echo unreached
