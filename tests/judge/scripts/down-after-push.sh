#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
crane auth login git.oleks.space -u oleks --password-stdin <<<"$t"
crane push .parity-stage/image-amd64.tar "git.oleks.space/oleks/demo:${v%-[0-9]}" || {
  echo "registry-down" >&2
  exit 1
}
