#!/usr/bin/env bash
# app: publish-s390x
set -euo pipefail
publish=false release=false
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] && publish=true
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] && release=true
v=${VERSION:-${CI_COMMIT_TAG:-v0.9.2}} v=${v#v}
ref=git.oleks.space/oleks/demo:${v%-[0-9]}-s390x
if ! $publish; then
  echo "would copy to $ref"
elif ! $release; then
  echo "no release" >&2
  exit 2
else
  token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
  : "${token:?}"
  skopeo login git.oleks.space -u oleks --password-stdin <<<"$token"
  skopeo copy oci:.parity-stage/s390x "docker://$ref"
fi
