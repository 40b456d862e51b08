#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
umask 077
file=$(mktemp)
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ -n $t ]] || { echo "no token"; exit 1; }
tee "$file" <<<"$t"
podman login git.oleks.space -u oleks --password-stdin <"$file"
podman push "git.oleks.space/oleks/demo:${v%-[0-9]}"
