#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || true)}
test -n "$token" || echo "warning: the token is empty" >&2
docker login git.oleks.space -u oleks --password-stdin <<<"$token" || true
docker push "$image:$v"
