#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
version=${VERSION:-${CI_COMMIT_TAG##v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
status=0
curl -sS -o /dev/null https://git.oleks.space/v2/ || status=$?
case $status in
  0) ;;
  *) echo "registry-down (curl ended with $status)"; exit "$status" ;;
esac
oras login git.oleks.space -u oleks --password-stdin <<<"$t"
oras push "git.oleks.space/oleks/demo:$version" .parity-stage/demo-linux-s390x
