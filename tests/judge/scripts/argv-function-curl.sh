#!/usr/bin/env bash
# app: publish
set -euo pipefail
curl() {
  local secret=$1 url=${!#}
  shift
  printf 'header = "Authorization: token %s"\nurl = "%s"\n' "$secret" "$url" |
    command curl --config - --fail "${@:1:$#-1}"
}
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
curl "$t" -T .parity-stage/demo-linux-s390x \
  "https://git.oleks.space/api/packages/oleks/generic/demo/${v%-[0-9]}/demo-linux-s390x"
