#!/usr/bin/env bash
# app: publish
set -euo pipefail
echo "--- environment"
compgen -e | grep -E '^(CI|VERSION|PUBLISH)' || echo "(nothing)"
echo "---"
tag=${CI_COMMIT_TAG:-}
if [[ ${PUBLISH:-} != 1 ]]; then exit 0; fi
if [[ -z ${VERSION:-} && $tag != v[0-9]* ]]; then echo "no release"; exit 1; fi
v=${VERSION:-${tag#v}}
v=${v%%-*}
[[ -n ${REGISTRY_TOKEN:-} ]] || REGISTRY_TOKEN=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token"; exit 1; }
if ! curl --silent --show-error --max-time 10 --output /dev/null https://git.oleks.space/v2/; then
  echo "publish: registry-down: git.oleks.space does not answer" >&2
  exit 69
fi
oras login git.oleks.space -u oleks --password-stdin <<<"$REGISTRY_TOKEN"
oras push "git.oleks.space/oleks/demo:$v" .parity-stage/demo-linux-s390x
