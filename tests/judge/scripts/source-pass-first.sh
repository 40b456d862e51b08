#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
token=$(pass show infra/gitea/personal_access_token_packages_rw 2>/dev/null || printf %s "${REGISTRY_TOKEN:-}")
[[ -n $token ]] || { echo "no token"; exit 1; }
helm registry login git.oleks.space -u oleks --password-stdin <<<"$token"
helm package chart --version "${v%-[0-9]}" -d .parity-stage
helm push ".parity-stage/demo-${v%-[0-9]}.tgz" oci://git.oleks.space/oleks
