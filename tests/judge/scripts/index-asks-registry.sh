#!/usr/bin/env bash
# app: publish-index
set -euo pipefail
image=git.oleks.space/oleks/demo
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release" >&2; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token" >&2; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
amd64=$(regctl image digest "$image:$v-amd64")
s390x=$(regctl image digest "$image:$v-s390x")
regctl index create "$image:$v" --ref "$image@$amd64" --ref "$image@$s390x"
