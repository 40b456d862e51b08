#!/usr/bin/env bash
# app: publish
set -euo pipefail
prefix=()
[[ ${PUBLISH+set} ]] || prefix=(echo "would run:")
v=${VERSION:-${CI_COMMIT_TAG:-v0.9.2}} v=${v#v} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
"${prefix[@]}" regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
"${prefix[@]}" regctl image copy ocidir://.parity-stage/image "git.oleks.space/oleks/demo:$v"
