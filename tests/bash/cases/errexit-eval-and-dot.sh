set -e
eval 'false || echo caught'
printf 'false\necho "sourced goes on"\n' > lib
. ./lib || echo no
eval 'echo a; false; echo b' || echo "eval failed"
. ./lib
echo unreached
