#!/usr/bin/env bash
# app: push-staged
set -euo pipefail
step=start
trap 'status=$?; [[ $status -eq 0 || $step != login ]] || echo "registry-down (login failed)" >&2' EXIT
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
step=login
helm registry login git.oleks.space -u oleks --password-stdin <<<"$t"
step=push
for chart in .parity-stage/*.tgz; do
  helm push "$chart" oci://git.oleks.space/oleks
done
