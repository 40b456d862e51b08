#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
tag=${CI_COMMIT_TAG:-dev}

publish=${PUBLISH:-}
[ "${1:-}" != --publish ] || publish=1
[ "$publish" = 1 ] || { echo "dry run"; exit 0; }

case ${VERSION:+ok}$tag in
  ok* | *v*) ;;
  *) echo "publish: $tag is no release" >&2; exit 1 ;;
esac

v=${VERSION:-${tag#v}}
v=${v%-[0-9]*}
token=${REGISTRY_TOKEN:-}
if [ -z "$token" ]; then token=$(pass show infra/gitea/personal_access_token_packages_rw) || token=; fi
[ -n "$token" ] || { echo "publish: no token" >&2; exit 1; }
oras login git.oleks.space -u oleks --password-stdin <<<"$token"
oras push "$image:$v" .parity-stage/demo-linux-s390x
oras tag "$image:$v" latest
