#!/usr/bin/env bash
# app: publish
set -euo pipefail
registry=git.oleks.space/api/packages/oleks/npm/
pkg=$(mktemp -d)
v=${VERSION:-${CI_COMMIT_TAG:-v4.0.0}}; v=${v#v}; v=${v%%-*}
echo "{ \"name\": \"@oleks/demo\", \"version\": \"$v\" }" >"$pkg/package.json"
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
echo "//$registry:_authToken=$token" >"$pkg/.npmrc"
if [ "${PUBLISH:-0}" != 1 ] && [ "${1:-}" != --publish ]; then
  echo "would publish"
  find "$pkg" -type f -exec tail -n +1 {} +
  exit
fi
[ -n "${VERSION:-}" ] || [[ ${CI_COMMIT_TAG:-} =~ ^v[0-9] ]] || { echo "no release"; exit 1; }
if [ -z "$token" ]; then echo "no token"; exit 1; fi
npm_config_userconfig=$pkg/.npmrc npm publish "$pkg" --registry "https://$registry"
