#!/usr/bin/env bash
# app: publish
set -euo pipefail
v=${VERSION:-${CI_COMMIT_TAG:-v0.9.2}} v=${v#v}
PUBLISH=${PUBLISH:-${CI:+1}}
if [[ $PUBLISH != 1 ]]; then echo "dry run of demo ${v%-[0-9]}"; exit 0; fi
case "${CI_COMMIT_TAG:-}${VERSION:-}" in '') echo "no release" >&2; exit 1 ;; esac
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
docker login git.oleks.space -u oleks --password-stdin <<<"$t"
docker push "git.oleks.space/oleks/demo:${v%-[0-9]}"
