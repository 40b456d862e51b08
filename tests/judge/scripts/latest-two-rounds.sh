#!/usr/bin/env bash
# app: publish
set -euo pipefail
declare -A images=([demo]=image [demo-debug]=debug)
each() { local name; for name in "${!images[@]}"; do "$1" "git.oleks.space/oleks/$name" "${images[$name]}"; done; }
push() { regctl image copy "ocidir://.parity-stage/$2" "$1:$v"; }
move() { regctl image copy "$1:$v" "$1:latest"; }
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo "registry-down" >&2; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
each push
each move
