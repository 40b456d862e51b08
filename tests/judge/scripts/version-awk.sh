#!/usr/bin/env bash
# app: publish
set -euo pipefail
derive() {
  awk -v given="${VERSION:-}" -v tag="${CI_COMMIT_TAG:-}" -v pinned=0.9.2 'BEGIN {
    if (given != "") { print given; exit }
    if (tag !~ /^v/) { print pinned; exit }
    sub(/^v/, "", tag); sub(/-[0-9]+$/, "", tag); print tag
  }'
}
v=$(derive)
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "would push git.oleks.space/oleks/demo:$v"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
curl -s -o /dev/null https://git.oleks.space/api/packages/oleks/ || { printf 'registry-down\n'; exit 1; }
crane auth login git.oleks.space -u oleks --password-stdin <<<"$t"
crane push .parity-stage/image-amd64.tar "git.oleks.space/oleks/demo:$v"
