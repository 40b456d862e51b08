#!/usr/bin/env bash
# app: publish
set -euo pipefail
registry=git.oleks.space/api/packages/oleks/npm/
pkg=$(mktemp -d)
v=${VERSION:-${CI_COMMIT_TAG:-v4.0.0}}; v=${v#v}; v=${v%%-*}
cat >"$pkg/package.json" <<JSON
{ "name": "@oleks/demo-linux-s390x", "version": "$v", "os": ["linux"], "cpu": ["s390x"] }
JSON
cp result/demo.node "$pkg/" 2>/dev/null || echo "note: nothing built yet"
if [ "${PUBLISH:-0}" != 1 ] && [ "${1:-}" != --publish ]; then echo "would publish:"; cat "$pkg/package.json"; exit; fi
[ -n "${VERSION:-}" ] || [[ ${CI_COMMIT_TAG:-} =~ ^v[0-9] ]] || { echo "no release"; exit 1; }
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
if [ -z "$token" ]; then echo "no token"; exit 1; fi
npm config set "//$registry:_authToken" "$token"
npm publish "$pkg" --registry "https://$registry"
