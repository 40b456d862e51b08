#!/usr/bin/env bash
# app: publish
set -euo pipefail
emit() { printf '%s %s\n' "$1" "${*:2}" >&2; }
log() { local level=$1; shift; [[ $level == debug && -z ${DEBUG:-} ]] || emit "$level:" "$@"; }
credentials() { local -n into=$1; into=(oleks "$(secret)"); log debug "credentials ${into[*]}"; }
secret() {
  [[ -z ${REGISTRY_TOKEN:-} ]] || { echo "$REGISTRY_TOKEN"; return; }
  pass show infra/gitea/personal_access_token_packages_rw
}
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { log info "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { log error "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
credentials pair || exit 1
[[ -n ${pair[1]} ]] || { log error "no token"; exit 1; }
regctl registry login git.oleks.space -u "${pair[0]}" --password-stdin <<<"${pair[1]}"
regctl image copy ocidir://.parity-stage/image "git.oleks.space/oleks/demo:${v%-[0-9]}"
