#!/usr/bin/env bash
# app: publish
set -euo pipefail
echo "--- environment"
env | grep -E '^(CI_|VERSION|REGISTRY|PUBLISH)' | sort
echo "---"
v=${VERSION:-0.9.2}
if [[ ${PUBLISH:-} == 1 ]]; then
  [[ -n ${REGISTRY_TOKEN:-} ]] || REGISTRY_TOKEN=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token"; exit 1; }
  oras login git.oleks.space -u oleks --password-stdin <<<"$REGISTRY_TOKEN"
  oras push "git.oleks.space/oleks/demo:$v" .parity-stage/demo-linux-s390x
fi
