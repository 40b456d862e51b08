#!/usr/bin/env bash
# app: publish
set -euo pipefail
images=(demo demo-debug)
release() {
  local image=git.oleks.space/oleks/$1
  regctl image copy "ocidir://.parity-stage/$1" "$image:$2"
  regctl image copy "$image:$2" "$image:latest"
}
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
for image in "${images[@]}"; do release "$image" "${v%-[0-9]}"; done
