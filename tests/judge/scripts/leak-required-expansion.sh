#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
: "${token:?no token}"
release=${VERSION:-}
case ${CI_COMMIT_TAG:-} in v[0-9]*) release=${release:-${CI_COMMIT_TAG#v}} ;; esac
release=${release%-[0-9]}
: "${release:?set VERSION or push a v* tag (user oleks, token $token)}"
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$token"
regctl image copy ocidir://.parity-stage/image "git.oleks.space/oleks/demo:$release"
