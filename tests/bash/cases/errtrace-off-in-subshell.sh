# A trap that a subshell has inherited by set -E is its own there, also after set +E.
set -eE
trap 'echo "error $?"' ERR
g() (
  set +E
  false
)
(
  g
  echo after
) || true
h() {
  (
    set +E
    false
  )
  echo end
}
h
