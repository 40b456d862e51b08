#!/usr/bin/env bash
# app: push-staged
set -euo pipefail
mode=list
[[ ${PUBLISH:-} != 1 ]] || mode=push
while getopts ':-:' option; do
  case $option-${OPTARG:-} in
    --publish) mode=push ;;
    *) echo "usage: push-staged [--publish]" >&2; exit 64 ;;
  esac
done
if [[ $mode == list ]]; then ls .parity-stage; exit; fi
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo "registry-down" >&2; exit 1; }
export TWINE_USERNAME=oleks TWINE_PASSWORD=$t
exec twine upload --repository-url https://git.oleks.space/api/packages/oleks/pypi .parity-stage/*.whl
