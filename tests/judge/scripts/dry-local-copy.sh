#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
v=${VERSION:-${CI_COMMIT_TAG:-v0.9.2}} v=${v#v} v=${v%-[0-9]}
regctl image copy "ocidir://.parity-stage/image" "ocidir://${TMPDIR:-/tmp}/check:$v"
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run of $image:$v"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo "registry-down" >&2; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
regctl image copy ocidir://.parity-stage/image "$image:$v"
