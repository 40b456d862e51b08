HOST=git.oleks.space
IMAGE=$HOST/oleks/demo
say() { echo "publish: $*" >&2; }
debug() { if [ -n "${DEBUG:-}" ]; then say "$@"; fi; }
asked_to_publish() { [ "${PUBLISH:-}" = 1 ] || [ "${1:-}" = --publish ]; }
version() {
  local v=${VERSION:-}
  if [ -z "$v" ]; then v=$(sed -E 's/^v//; s/-[0-9]+$//' <<<"${CI_COMMIT_TAG:-v0.9.2}"); fi
  echo "$v"
}
require_release() {
  if [ -z "${VERSION:-}" ]; then
    case ${CI_COMMIT_TAG:-} in
      v[0-9]*) ;;
      *) say "not a release"; exit 1 ;;
    esac
  fi
}
token() {
  if [ -n "${REGISTRY_TOKEN:-}" ]; then
    echo "$REGISTRY_TOKEN"
  else
    pass show infra/gitea/personal_access_token_packages_rw || { say "no token"; exit 1; }
  fi
}
