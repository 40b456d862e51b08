#!/usr/bin/env bash
# app: publish
set -euo pipefail

die() { echo "publish: $*" >&2; exit 1; }

release_version() {
  if [[ -n ${VERSION:-} ]]; then
    echo "$VERSION"
    return
  fi
  local tag=${CI_COMMIT_TAG:-}
  [[ $tag == v[0-9]* ]] || die "refusing to publish from tag '$tag'"
  tag=${tag#v}
  [[ $tag =~ ^(.*)-[0-9]+$ ]] && tag=${BASH_REMATCH[1]}
  echo "$tag"
}

token() {
  if [[ -n ${REGISTRY_TOKEN:-} ]]; then
    printf '%s' "$REGISTRY_TOKEN"
  else
    pass show infra/gitea/personal_access_token_packages_rw || die "no token"
  fi
}

main() {
  if [[ ${PUBLISH:-} != 1 && ${1:-} != --publish ]]; then
    echo "dry run"
    return
  fi
  local version=$(release_version)
  local image=git.oleks.space/oleks/demo:${version:-0.9.2}
  local secret
  secret=$(token)
  regctl registry login git.oleks.space -u oleks --password-stdin <<<"$secret"
  regctl image copy ocidir://.parity-stage/image "$image"
}
main "$@"
