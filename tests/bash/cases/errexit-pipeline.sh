set -e
false | cat
echo "left side does not count"
set -o pipefail
false | cat || echo "with pipefail $?"
! false | cat
echo "negated $?"
false | cat
echo unreached
