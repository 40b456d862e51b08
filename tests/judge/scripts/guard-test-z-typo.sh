#!/bin/bash
# app: publish
set -eu -o pipefail
image="git.oleks.space/oleks/demo"
tag="${CI_COMMIT_TAG:-}"
do_publish=0
if [ "${PUBLISH:-}" = "1" ]; then do_publish=1; fi
for a in "$@"; do
  if [ "$a" = "--publish" ]; then do_publish=1; fi
done

if [ $do_publish -eq 0 ]; then
  echo "dry run for $image"
  exit 0
fi

if [ -n $VERSION ] 2>/dev/null || [ -n $tag ]; then
  echo "this is a release"
else
  echo "this is no release"
  exit 1
fi

version="${VERSION:-$(echo "$tag" | sed -e 's/^v//' -e 's/-[0-9]*$//')}"
secret="${REGISTRY_TOKEN:-}"
if [ -z "$secret" ]; then
  secret="$(pass show infra/gitea/personal_access_token_packages_rw)" || { echo "token missing"; exit 1; }
fi
echo "$secret" | podman login --username oleks --password-stdin git.oleks.space
podman push "$image:${version:-latest}"
