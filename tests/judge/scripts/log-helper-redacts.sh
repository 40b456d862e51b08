#!/usr/bin/env bash
# app: publish
set -euo pipefail
token=${REGISTRY_TOKEN:-}
log() { local text=$*; [[ -z $token ]] || text=${text//"$token"/***}; printf '%s\n' "$text" >&2; }
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { log "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { log "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
[[ -n $token ]] || token=$(pass show infra/gitea/personal_access_token_packages_rw) || { log "no token"; exit 1; }
log "login with oleks:$token"
status=0
curl -sS -o /dev/null https://git.oleks.space/v2/ || status=$?
case $status in
  0) ;;
  *) echo "registry-down (curl ended with $status)"; exit "$status" ;;
esac
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$token"
regctl image copy ocidir://.parity-stage/image "git.oleks.space/oleks/demo:${v%-[0-9]}"
