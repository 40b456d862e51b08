#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo "registry-down" >&2; exit 1; }
crane auth login git.oleks.space -u oleks --password-stdin <<<"$t"
crane push .parity-stage/image-amd64.tar "$image:$v-amd64"
(crane tag "$image:$v-amd64" latest) &
wait
crane push .parity-stage/image-s390x.tar "$image:$v-s390x"
