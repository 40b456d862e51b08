#!/usr/bin/env bash
# app: publish
set -euo pipefail

IMAGE=git.oleks.space/oleks/demo

require_release() {
  # fails under set -e when there is no release tag
  grep -Eq '^v[0-9]' <<<"${CI_COMMIT_TAG:-${VERSION:+v$VERSION}}"
  echo "releasing from ${CI_COMMIT_TAG:-$(git rev-parse --short HEAD)}"
}

if [[ ${PUBLISH:-} != 1 && "$*" != *--publish* ]]; then
  echo "(dry run) $IMAGE"
  exit
fi

require_release && echo "guard passed"

tag=${CI_COMMIT_TAG:-v0.9.2}
version=${VERSION:-$(sed -E 's/^v//; s/-[0-9]+$//' <<<"$tag")}

token=${REGISTRY_TOKEN:-}
if [[ -z $token ]]; then
  token=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token" >&2; exit 1; }
fi
printf %s "$token" | docker login git.oleks.space -u oleks --password-stdin
docker load -i .parity-stage/image-amd64.tar
docker tag demo "$IMAGE:$version"
docker push "$IMAGE:$version"
