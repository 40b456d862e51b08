#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
trap 'regctl tag rm "$image:$v-wip"' EXIT
regctl image copy ocidir://.parity-stage/image "$image:$v-wip"
regctl image copy "$image:$v-wip" "$image:$v"
regctl image copy "$image:$v" "$image:latest"
