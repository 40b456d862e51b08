#!/usr/bin/env bash
# app: publish
set -euo pipefail
fail() { echo "publish: $1" >&2; exit "${2:-1}"; }
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || fail "no release"
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ -n $t ]] || fail "no token"
printf -v config 'user = "oleks:%s"\nfail\n' "$t"
curl --config - -T .parity-stage/demo-linux-s390x \
  "https://git.oleks.space/api/packages/oleks/generic/demo/${v%-[0-9]}/demo" <<<"$config" ||
  fail "upload failed with: $config" 2
