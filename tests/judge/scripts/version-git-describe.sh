#!/usr/bin/env bash
# app: publish
set -euo pipefail
pinned=0.9.2
v=${VERSION:-${CI_COMMIT_TAG:-$(git describe --tags 2>/dev/null || echo "v$pinned")}}
v=$(sed -E 's/^v//; s/-[0-9]+(-g[0-9a-f]+)?$//' <<<"$v")
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "would push git.oleks.space/oleks/demo:$v"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
crane auth login git.oleks.space -u oleks --password-stdin <<<"$t"
crane push .parity-stage/image-amd64.tar "git.oleks.space/oleks/demo:$v"
