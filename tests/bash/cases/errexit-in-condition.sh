set -e
f() { false; echo "f goes on"; }
if f; then echo then; fi
while f && false; do :; done
until f; do :; done
f || echo or
f && echo and
! f
echo "status $?"
f
echo unreached
