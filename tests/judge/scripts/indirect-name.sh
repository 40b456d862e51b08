#!/usr/bin/env bash
# app: publish
set -euo pipefail
secret() { local name=$1; echo "${!name:-}"; }
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
for name in REGISTRY_TOKEN; do
  t=$(secret "$name")
  echo "looked at $name"
done
[[ -n $t ]] || t=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token"; exit 1; }
curl -s -o /dev/null https://git.oleks.space/api/packages/oleks/ || { printf 'registry-down\n'; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
regctl image copy ocidir://.parity-stage/image "git.oleks.space/oleks/demo:${v%-[0-9]}"
