#!/usr/bin/env bash
# app: publish
set -euo pipefail
v=${VERSION:-0.9.2}
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw)}
oras login git.oleks.space -u oleks --password-stdin <<<"$token"
oras push "git.oleks.space/oleks/demo:$v" .parity-stage/demo-linux-s390x >/dev/null &
push=$!
if [[ ${PUBLISH:-} != 1 ]]; then
  echo "dry run"
  wait
  exit 0
fi
wait "$push"
