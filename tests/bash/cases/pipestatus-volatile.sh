false | true | ( exit 7 )
saved=("${PIPESTATUS[@]}")
echo "${saved[@]} then ${PIPESTATUS[@]}"
( exit 9 )
echo "${PIPESTATUS[0]}"
[ a = b ]
echo "${PIPESTATUS[*]}"
