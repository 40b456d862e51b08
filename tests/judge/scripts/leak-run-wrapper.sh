#!/usr/bin/env bash
# app: publish
set -euo pipefail
run() { echo "+ $*" >&2; "$@"; }
v=${VERSION:-0.9.2}
if [[ -z ${VERSION:-} && ${CI_COMMIT_TAG:-} == v[0-9]* ]]; then v=${CI_COMMIT_TAG#v}; v=${v%-[0-9]*}; fi
if [[ ${PUBLISH:-} != 1 && ${1:-} != --publish ]]; then echo "would upload demo $v"; exit 0; fi
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
t=${REGISTRY_TOKEN:-}
[[ $t ]] || t=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token"; exit 1; }
run curl -fsS -H "Authorization: token $t" -T .parity-stage/demo-linux-s390x \
  "https://git.oleks.space/api/packages/oleks/generic/demo/$v/demo-linux-s390x"
