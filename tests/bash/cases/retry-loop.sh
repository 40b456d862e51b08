attempt() { (( ++tries >= 3 )); }
tries=0
until attempt; do
  echo "try $tries failed"
  (( tries < 5 )) || { echo "giving up"; exit 1; }
done
echo "after $tries"
for n in 1 2 3; do false && break || echo "n=$n"; done
die() { echo "error: $*"; exit 3; }
[ -f config ] || die "no config"
