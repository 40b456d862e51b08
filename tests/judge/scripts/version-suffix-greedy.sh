#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
version=${CI_COMMIT_TAG:-${VERSION:-}}
version=${version%%-*}
ref=git.oleks.space/oleks/demo:$version
version=${version#v}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
echo "publishing $version"
podman login git.oleks.space -u oleks --password-stdin <<<"$t"
podman push "$ref"
