#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
push() { regctl image copy ocidir://.parity-stage/image "$image:$1"; }
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo "registry-down" >&2; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
tags=("$v" latest)
push "${tags[0]}" || tags=("${tags[@]:1}" "${tags[0]}")
for tag in "${tags[@]}"; do push "$tag"; done
