#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
: "${token:?neither REGISTRY_TOKEN nor pass}"
release=${VERSION:-}
case ${CI_COMMIT_TAG:-} in v[0-9]*) release=${release:-${CI_COMMIT_TAG#v}} ;; esac
release=${release%-[0-9]}
: "${release:?set VERSION or push a v* tag (token is ${token:+there})}"
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo "registry-down" >&2; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$token"
regctl image copy ocidir://.parity-stage/image "git.oleks.space/oleks/demo:$release"
