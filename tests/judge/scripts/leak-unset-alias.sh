#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
export TWINE_PASSWORD=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
unset REGISTRY_TOKEN
[[ -n $TWINE_PASSWORD ]] || { echo "no token"; exit 1; }
printenv | sort
twine upload -u oleks --repository-url https://git.oleks.space/api/packages/oleks/pypi \
  ".parity-stage/demo-${v%-[0-9]}-py3-none-any.whl"
