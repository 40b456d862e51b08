#!/usr/bin/env bash
# app: publish
set -euo pipefail
die() { echo "publish: $*" >&2; exit 1; }
tag() { [[ ${CI_COMMIT_TAG:-} == v[0-9]* ]] && echo "${CI_COMMIT_TAG#v}" || die "no release tag"; }
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
echo "publishing ${VERSION:-$(tag)}"
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || die "no token"
crane auth login git.oleks.space -u oleks --password-stdin <<<"$t"
crane push .parity-stage/image-amd64.tar "git.oleks.space/oleks/demo:${VERSION:-$(tag)}"
