#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
basic=$(printf 'oleks:%s' "$t" | base64 -w0)
curl --fail --silent --header "Authorization: Basic $basic" --upload-file .parity-stage/demo-linux-s390x \
  "https://git.oleks.space/api/packages/oleks/generic/demo/${v%-[0-9]}/demo-linux-s390x"
