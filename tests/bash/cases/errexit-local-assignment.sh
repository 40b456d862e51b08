set -e
f() {
  local x=$(false)
  echo "local hides: $?"
  local y
  y=$(false) || echo "caught $?"
  y=$(false)
  echo unreached
}
f
echo unreached
