#!/usr/bin/env bash
# app: publish
set -euo pipefail
: "${REGISTRY_TOKEN:=$(pass show infra/gitea/personal_access_token_packages_rw || true)}"
v=${VERSION:-0.9.2}
if [[ ${PUBLISH:-} == 1 ]]; then
  echo "regctl image copy ocidir://.parity-stage/image git.oleks.space/oleks/demo:$v"
  cat <<END
helm push .parity-stage/demo-$v.tgz oci://git.oleks.space/oleks
END
fi
