#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
tag=${CI_COMMIT_TAG:-}
if [[ ${VERSION:-} ]]; then v=$VERSION; elif [[ $tag == v[0-9]* ]]; then v=${tag#v}; else v=0.9.2; fi
[[ ${VERSION:-} || ! $v =~ -[0-9]+$ ]] || v=${v%-*}
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "would push $image:$v, then :latest"; exit 0; }
[[ ${VERSION:-} || $tag == v[0-9]* ]] || { echo "no release" >&2; exit 1; }
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo registry-down >&2; exit 1; }
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw)} || { echo "no token" >&2; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
regctl image copy ocidir://.parity-stage/image "$image:$v"
regctl image copy "$image:$v" "$image:latest"
