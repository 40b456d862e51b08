#!/usr/bin/env bash
# app: publish
set -euo pipefail
host=git.oleks.space
reachable() {
  local attempt
  for attempt in 1 2 3; do
    curl -sS --max-time 5 -o /dev/null "https://$host/v2/" && return 0
    echo "attempt $attempt failed" >&2
    sleep "$attempt"
  done
  return 1
}
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
if ! reachable; then echo "registry-down: $host" >&2; exit 75; fi
regctl registry login "$host" -u oleks --password-stdin <<<"$t"
regctl image copy ocidir://.parity-stage/image "$host/oleks/demo:${v%-[0-9]}"
