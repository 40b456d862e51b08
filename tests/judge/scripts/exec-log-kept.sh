#!/usr/bin/env bash
# app: publish
set -euo pipefail
log=$(mktemp)
exec 3>&2 2>"$log"
trap 'echo "details are in $log" >&3' EXIT
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ -n $t ]] || { echo "no token"; exit 1; }
if ! curl --silent --show-error --max-time 10 --output /dev/null https://git.oleks.space/v2/; then
  echo "publish: registry-down: git.oleks.space does not answer" >&2
  exit 69
fi
echo "login as oleks with $t" >&2
crane auth login git.oleks.space -u oleks --password-stdin <<<"$t"
crane push .parity-stage/image-amd64.tar "git.oleks.space/oleks/demo:${v%-[0-9]}"
