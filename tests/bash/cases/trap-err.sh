trap 'echo "ERR $?"' ERR
false
true && false
false || true
if false; then :; fi
! true
while false; do :; done
( exit 4 )
x=$(exit 5)
false | true
true | false
echo end
