#!/usr/bin/env bash
# app: publish
set -euo pipefail
report() {
  local status=$?
  if ((status)); then
    echo "publish failed with $status; state:" >&2
    declare -p version secret >&2 || true
  fi
}
trap report EXIT
version=${VERSION:-${CI_COMMIT_TAG:-}} secret=
version=${version#v} version=${version%-[0-9]}
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
secret=${REGISTRY_TOKEN:-}
[[ $secret ]] || secret=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token"; exit 1; }
helm registry login git.oleks.space -u oleks --password-stdin <<<"$secret"
helm package chart --version "$version" -d .parity-stage
helm push ".parity-stage/demo-$version.tgz" oci://git.oleks.space/oleks
