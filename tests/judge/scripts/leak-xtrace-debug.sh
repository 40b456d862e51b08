#!/usr/bin/env bash
# app: publish
set -euo pipefail
[ -n "${DEBUG:-}" ] && set -x
v=${VERSION:-${CI_COMMIT_TAG:-}}; v=${v#v}; v=${v%-[0-9]}
if [ "${PUBLISH:-}" != 1 ] && [ "${1:-}" != --publish ]; then echo "dry run"; exit 0; fi
case ${VERSION:+v0}${CI_COMMIT_TAG:-} in v[0-9]*) ;; *) echo "no release" >&2; exit 1 ;; esac
TOKEN=${REGISTRY_TOKEN:-}
if [ -z "$TOKEN" ]; then
  TOKEN=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token" >&2; exit 1; }
fi
curl -s -o /dev/null https://git.oleks.space/api/packages/oleks/ || { printf 'registry-down\n'; exit 1; }
crane auth login git.oleks.space -u oleks --password-stdin <<<"$TOKEN"
crane push .parity-stage/image-amd64.tar "git.oleks.space/oleks/demo:$v"
