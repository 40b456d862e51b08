#!/bin/sh
# app: publish
set -eu
image=git.oleks.space/oleks/demo
publish=${PUBLISH:-}
for arg do
  case $arg in --publish) publish=1 ;; esac
done
[ "$publish" = 1 ] || { echo "dry run of $image"; exit 0; }
if [ -z "${VERSION:-}" ]; then
  case ${CI_COMMIT_TAG:-} in
    v[0-9]*) VERSION=$(printf '%s\n' "$CI_COMMIT_TAG" | sed -e 's/^v//' -e 's/-[0-9]*$//') ;;
    *) echo "not a release" >&2; exit 1 ;;
  esac
fi
token=${REGISTRY_TOKEN:-}
if [ -z "$token" ]; then
  token=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "token?" >&2; exit 1; }
fi
podman login -u oleks --password-stdin git.oleks.space <<END
$token
END
podman push "$image:$VERSION"
