( exit 3 ) | ( exit 4 ) | true
echo "$? ${PIPESTATUS[@]}"
set -o pipefail
( exit 3 ) | ( exit 4 ) | true
echo "$? ${PIPESTATUS[@]}"
true | true
echo "$? ${#PIPESTATUS[@]}"
! ( exit 3 ) | true
echo "$?"
