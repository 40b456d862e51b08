set -e
! true
echo "after ! true: $?"
! false
echo "after ! false: $?"
! { false; echo inner; }
echo "status $?"
