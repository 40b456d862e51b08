#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
tag=v${VERSION:-${CI_COMMIT_TAG#v}}
tag=${tag%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
curl -f -H @/dev/stdin -T .parity-stage/demo-linux-s390x \
  "https://git.oleks.space/api/packages/oleks/generic/demo/$tag/demo-linux-s390x" <<<"Authorization: token $t"
