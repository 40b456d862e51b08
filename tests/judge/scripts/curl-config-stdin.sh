#!/usr/bin/env bash
# app: publish-s390x
set -euo pipefail
version() {
  local tag=${CI_COMMIT_TAG:-v0.9.2}
  tag=${tag#v}
  echo "${VERSION:-${tag%%-*}}"
}
url="https://git.oleks.space/api/packages/oleks/generic/demo/$(version)/demo-linux-s390x"
case ${PUBLISH:-no} in 1 | yes | true) go=1 ;; *) go=0 ;; esac
if [ "${1:-}" = --publish ]; then go=1; fi
if [ $go = 0 ]; then echo "curl --upload-file … $url"; exit 0; fi
if [ -z "${VERSION:-}" ] && [ "${CI_COMMIT_TAG#v[0-9]}" = "${CI_COMMIT_TAG:-}" ]; then
  echo "refusing to publish $url" >&2
  exit 1
fi
if ! secret=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw)}; then
  echo "no registry token" >&2
  exit 1
fi
status=0
curl -sS -o /dev/null https://git.oleks.space/v2/ || status=$?
case $status in
  0) ;;
  *) echo "registry-down (curl ended with $status)"; exit "$status" ;;
esac
curl --fail --config - --upload-file .parity-stage/demo-linux-s390x "$url" <<CONFIG
header = "Authorization: token $secret"
CONFIG
