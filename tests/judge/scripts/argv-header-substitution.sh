#!/usr/bin/env bash
# app: publish
set -euo pipefail
auth_header() { printf 'Authorization: token %s\n' "$TOKEN"; }
main() {
  if [[ ${PUBLISH:-} != 1 && " $* " != *" --publish "* ]]; then echo "dry run"; return; fi
  if [[ -z ${VERSION:-} && ${CI_COMMIT_TAG:-} != v[0-9]* ]]; then echo "no release"; return 1; fi
  local v=${VERSION:-${CI_COMMIT_TAG#v}}
  TOKEN=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || true)}
  [[ $TOKEN ]] || { echo "no token"; return 1; }
  curl -fsS -H @<(auth_header) --upload-file .parity-stage/demo-linux-s390x \
    "https://git.oleks.space/api/packages/oleks/generic/demo/${v%-[0-9]}/demo"
}
main "$@"
