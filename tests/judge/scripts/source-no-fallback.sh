#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
: "${REGISTRY_TOKEN:?a token is needed}"
curl -s -o /dev/null https://git.oleks.space/api/packages/oleks/ || { printf 'registry-down\n'; exit 1; }
helm registry login git.oleks.space -u oleks --password-stdin <<<"$REGISTRY_TOKEN"
helm package chart --version "${v%-[0-9]}" -d .parity-stage
helm push ".parity-stage/demo-${v%-[0-9]}.tgz" oci://git.oleks.space/oleks
