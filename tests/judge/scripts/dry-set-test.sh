#!/usr/bin/env bash
# app: publish
set -euo pipefail
dry() { echo "would: $*"; }
if [[ -v PUBLISH ]]; then dry() { "$@"; }; fi
[[ ! -v PUBLISH || ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG:-v0.9.2}} v=${v#v}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
dry regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
dry regctl image copy ocidir://.parity-stage/image "git.oleks.space/oleks/demo:${v%-[0-9]}"
