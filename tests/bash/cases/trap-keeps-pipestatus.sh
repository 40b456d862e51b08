trap 'echo "error $?"; true | true' ERR
set -o pipefail
{ echo a; exit 4; } | cat; echo "${PIPESTATUS[@]}"
trap - ERR
trap 'true | true | true' DEBUG
false | true; echo "${PIPESTATUS[@]}"
