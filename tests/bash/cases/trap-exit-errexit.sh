( set -e; trap 'echo "cleanup $?"' EXIT; echo a; false; echo b )
echo "rc $?"
( set -eu; trap 'echo "cleanup"' EXIT; echo "$unset_variable" ) 2> /dev/null
echo "rc $?"
( trap 'echo "cleanup $?"' EXIT; f() { exit 6; }; f )
echo "rc $?"
