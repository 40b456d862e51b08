#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
v=${VERSION:-${CI_COMMIT_TAG:-}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ -n $t ]] || { echo "no token"; exit 1; }
PASSWORD= $t || true
podman login git.oleks.space -u oleks --password-stdin <<<"$t"
v=${v#v}
podman push "git.oleks.space/oleks/demo:${v%-[0-9]}"
