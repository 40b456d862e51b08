#!/usr/bin/env bash
# app: publish
set -euo pipefail

readonly REGISTRY=git.oleks.space
readonly IMAGE=$REGISTRY/oleks/demo
readonly DEFAULT_VERSION=0.9.2

log() { printf '[%s] %s\n' "${0##*/}" "$*" >&2; }
die() { log "error: $*"; exit 1; }

wants_publish() {
  local argument
  for argument in "$@"; do
    if [[ $argument == --publish ]]; then return 0; fi
  done
  [[ ${PUBLISH:-} == 1 ]]
}

derive_version() {
  if [[ -n ${VERSION:-} ]]; then
    echo "$VERSION"
  elif [[ ${CI_COMMIT_TAG:-} == v[0-9]* ]]; then
    sed -E 's/^v//; s/-[0-9]+$//' <<<"$CI_COMMIT_TAG"
  else
    echo "$DEFAULT_VERSION"
  fi
}

guard() {
  [[ -n ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || die "not a release: set VERSION or tag v*"
}

login() {
  local token=${REGISTRY_TOKEN:-}
  if [[ -z $token ]]; then
    token=$(pass show infra/gitea/personal_access_token_packages_rw) || die "no REGISTRY_TOKEN, and pass has no token"
  fi
  printf '%s' "$token" | regctl registry login "$REGISTRY" -u oleks --password-stdin
}

main() {
  local version
  version=$(derive_version)
  if ! wants_publish "$@"; then
    log "dry run: would push $IMAGE:$version and move $IMAGE:latest"
    return 0
  fi
  guard
  curl -sS -o /dev/null "https://$REGISTRY/v2/" || die "registry-down: $REGISTRY does not answer"
  login
  regctl image copy ocidir://.parity-stage/image "$IMAGE:$version"
  regctl image copy "$IMAGE:$version" "$IMAGE:latest"
  log "published $IMAGE:$version"
}

main "$@"
