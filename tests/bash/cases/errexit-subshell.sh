set -e
( echo in; false; echo "goes on" ) || echo "not printed"
echo on
( set +e; false; echo kept )
( false )
echo unreached
