#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
if [ -n "${PUBLISH:-}" ] || [ "${1:-}" = --publish ]; then publish=1; else publish=; fi
[ -n "$publish" ] || { echo "dry run of $image"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[ -n "$t" ] || { echo "no token"; exit 1; }
curl -s -o /dev/null https://git.oleks.space/api/packages/oleks/ || { printf 'registry-down\n'; exit 1; }
crane auth login git.oleks.space -u oleks --password-stdin <<<"$t"
crane push .parity-stage/image-amd64.tar "$image:${v%-[0-9]}"
