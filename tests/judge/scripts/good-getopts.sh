#!/usr/bin/env bash
# app: publish
set -euo pipefail

publish=no
case "${PUBLISH-}" in
  1 | true | yes) publish=yes ;;
esac
while [ $# -gt 0 ]; do
  case $1 in
    --publish) publish=yes; shift ;;
    -h | --help) echo "usage: publish [--publish]"; exit 0 ;;
    *) echo "unknown option: $1" >&2; exit 64 ;;
  esac
done

tag=${CI_COMMIT_TAG-}
version=${VERSION:-}
if [ -z "$version" ]; then
  case $tag in
    v[0-9]*)
      version=${tag#v}
      suffix=${version##*-}
      case $suffix in
        "$version" | *[!0-9]*) ;;
        *) version=${version%-*} ;;
      esac
      ;;
    *) version=1.4.0 ;;
  esac
fi

wheel=".parity-stage/demo-$version-py3-none-any.whl"
if [ "$publish" = no ]; then
  echo "would upload $wheel"
  exit 0
fi

if [ -z "${VERSION:-}" ]; then
  case $tag in
    v[0-9]*) ;;
    *) echo "refusing: '$tag' is no release tag" >&2; exit 1 ;;
  esac
fi

password=${REGISTRY_TOKEN:-}
if [ -z "$password" ] && ! password=$(pass show infra/gitea/personal_access_token_packages_rw); then
  echo "no token: set REGISTRY_TOKEN or unlock pass" >&2
  exit 1
fi

TWINE_USERNAME=oleks TWINE_PASSWORD=$password twine upload \
  --repository-url https://git.oleks.space/api/packages/oleks/pypi "$wheel"
