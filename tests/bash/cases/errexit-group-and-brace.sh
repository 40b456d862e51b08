set -e
{ false; echo "goes on"; } || echo "not printed"
{ true; echo "in the group"; }
{ echo inner; false; }
echo unreached
