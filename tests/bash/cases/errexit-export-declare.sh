set -e
export A=$(false)
echo "export hides"
declare B=$(exit 3)
echo "declare hides $?"
readonly C=$(exit 4)
echo "readonly hides"
D=$(exit 5)
echo unreached
