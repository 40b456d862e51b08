#!/usr/bin/env bash
# app: push-staged
set -euo pipefail
mode=push
while getopts ':n-:' option; do
  case $option in
    n) mode=list ;;
    -) [[ $OPTARG == publish ]] && mode=push ;;
    *) echo "usage: push-staged [-n] [--publish]" >&2; exit 64 ;;
  esac
done
case ${PUBLISH-no} in no | false) [[ $# -gt 0 ]] || mode=list ;; esac
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token"; exit 1; }
if [[ $mode == list ]]; then ls .parity-stage; exit; fi
export TWINE_USERNAME=oleks TWINE_PASSWORD=$t
twine upload --repository-url https://git.oleks.space/api/packages/oleks/pypi .parity-stage/*.whl
