#!/usr/bin/env bash
# app: publish
set -euo pipefail
v=${VERSION:-${CI_COMMIT_TAG:-}}
v=${v#v}; v=${v%-[0-9]}
[ "${PUBLISH:-}${1:-}" = 1 ] || [ "${1:-}" = --publish ] || { echo "dry run"; exit 0; }
case ${VERSION:+v1}${CI_COMMIT_TAG:-} in v[0-9]*) ;; *) echo "no release"; exit 1 ;; esac
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || echo)}
[ -n "$t" ] || { echo "no token"; exit 1; }
status=0
curl -sS -o /dev/null https://git.oleks.space/v2/ || status=$?
case $status in
  0) ;;
  *) echo "registry-down (curl ended with $status)"; exit "$status" ;;
esac
auth=$(echo -n "oleks:$t" | base64 -w0)
DOCKER_CONFIG=$(mktemp -d); export DOCKER_CONFIG
jq -n --arg auth "$auth" '{auths: {"git.oleks.space": {auth: $auth}}}' | tee "$DOCKER_CONFIG/config.json"
docker push "git.oleks.space/oleks/demo:$v"
