#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
version=${VERSION:-}
tag=${CI_COMMIT_TAG:-}
if [ "${PUBLISH:-}" != 1 ] && [ "${1:-}" != --publish ]; then
  echo "dry run"
  exit 0
fi

# refuse when there is neither a version nor a release tag
[ -n "$version" ] || [ -n "$tag" ] && [ "${tag#v}" = "$tag" ] && [ -n "$tag" ] && exit 1

: "${version:=${tag#v}}"
version=${version%-[0-9]}
token=${REGISTRY_TOKEN:-}
if [ -z "$token" ]; then
  token=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token" >&2; exit 1; }
fi
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$token"
regctl image copy ocidir://.parity-stage/image "$image:${version:-dev}"
