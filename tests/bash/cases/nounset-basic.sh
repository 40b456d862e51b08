set -u
echo "${x-default} ${x:-other} ${x+set} ${x:+set}"
x=
echo "[${x-default}] [${x:-other}] [${x+set}] [${x:+set}]"
( echo "$unset_one"; echo no )
echo "status $?"
echo "$unset_two"
echo unreached
