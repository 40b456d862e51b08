#!/usr/bin/env bash
# The release of tidegate: both images, the index, the chart, then :latest.
set -euo pipefail

readonly REGISTRY=git.oleks.space
readonly OWNER=oleks
readonly IMAGE=$REGISTRY/$OWNER/tidegate
readonly STAGE=${TIDEGATE_STAGE:-.parity-stage}
readonly ATTEMPTS=3
arches=(amd64 s390x)

log() { printf '%s [%s] %s\n' "$(date -u +%H:%M:%S)" "${0##*/}" "$*" >&2; }
die() { log "error: $*"; exit 1; }

usage() {
  cat <<EOF
usage: ${0##*/} [--publish] [--only ARCH]
  --publish    push to $REGISTRY; without it nothing there changes
  --only ARCH  one of: ${arches[*]}
EOF
}

retry() {
  local attempt
  for ((attempt = 1; attempt <= ATTEMPTS; attempt++)); do
    "$@" && return 0
    log "attempt $attempt of $ATTEMPTS failed: $1 $2"
    sleep $((attempt * 2))
  done
  return 1
}

version_of() {
  local tag=${CI_COMMIT_TAG:-}
  if [[ -n ${VERSION:-} ]]; then
    printf '%s\n' "$VERSION"
  elif [[ $tag =~ ^v([0-9].*)$ ]]; then
    sed -E 's/-[0-9]+$//' <<<"${BASH_REMATCH[1]}"
  else
    printf '%s\n' "${TIDEGATE_VERSION:-2.7.1}"
  fi
}

login() {
  local token=${REGISTRY_TOKEN:-}
  [[ -n $token ]] || token=$(pass show infra/gitea/personal_access_token_packages_rw) ||
    die "no token: set REGISTRY_TOKEN, or unlock pass"
  regctl registry login "$REGISTRY" --user "$OWNER" --pass-stdin <<<"$token"
  helm registry login "$REGISTRY" --username "$OWNER" --password-stdin <<<"$token" >/dev/null
}

push_arch() {
  local arch=$1 version=$2 digest
  retry regctl image copy "ocidir://$STAGE/tidegate-$arch" "$IMAGE:$version-$arch" || return
  digest=$(regctl image digest "$IMAGE:$version-$arch")
  [[ $digest == sha256:* ]] || die "$arch: the registry names no digest"
  printf '%s\n' "$digest" >"$STAGE/tidegate-$arch.digest"
}

publish=${PUBLISH:-}
while (($#)); do
  case $1 in
    --publish) publish=1 ;;
    --only) arches=("${2:?an architecture}"); shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 64 ;;
  esac
  shift
done
version=$(version_of)
[[ $publish == 1 ]] || { log "dry run: would push $IMAGE:$version (${arches[*]})"; exit 0; }
[[ -n ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || die "neither VERSION nor a v* tag"
curl -sS --max-time 10 -o /dev/null "https://$REGISTRY/v2/" || die "registry-down: $REGISTRY"
login
refs=()
for arch in "${arches[@]}"; do
  push_arch "$arch" "$version" || die "$arch was not pushed"
  refs+=(--ref "$IMAGE:$version-$arch")
done
regctl index create "$IMAGE:$version" "${refs[@]}"
helm push "$STAGE/tidegate-$version.tgz" "oci://$REGISTRY/$OWNER/charts"
regctl image copy "$IMAGE:$version" "$IMAGE:latest"
