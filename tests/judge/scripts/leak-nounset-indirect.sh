#!/usr/bin/env bash
# app: publish
set -euo pipefail
secret() { local name=$1; echo "${!name:-}"; }
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=$(secret REGISTRY_TOKEN)
[[ -n $t ]] || t=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token"; exit 1; }
if ! (secret "$t" >/dev/null); then echo "(value, not name)"; fi
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
regctl image copy ocidir://.parity-stage/image "git.oleks.space/oleks/demo:${v%-[0-9]}"
