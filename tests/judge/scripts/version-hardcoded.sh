#!/usr/bin/env bash
# app: publish-s390x
set -euo pipefail
VERSION_PINNED=0.43.5
url=https://git.oleks.space/api/packages/oleks/generic/geesefs/$VERSION_PINNED/geesefs-linux-s390x
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "would PUT $url"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
printf 'header = "Authorization: token %s"\n' "$t" |
  curl -fsS -K - -T .parity-stage/demo-linux-s390x "$url"
