#!/usr/bin/env bash
# app: publish-s390x
set -euo pipefail
ref=git.oleks.space/oleks/demo:${VERSION:-0.9.2}-s390x
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw)}
publish=false
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] && publish=true
if ! $publish; then
  skopeo login git.oleks.space -u oleks --password-stdin <<<"$token"
  skopeo copy oci:.parity-stage/s390x "docker://$ref"
else
  echo "would copy to $ref"
fi
