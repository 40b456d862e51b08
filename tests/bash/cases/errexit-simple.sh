set -e
echo before
( false; echo unreached )
echo unreached too
