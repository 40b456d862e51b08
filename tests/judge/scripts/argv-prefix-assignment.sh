#!/usr/bin/env bash
# app: push-staged
set -euo pipefail
token=${REGISTRY_TOKEN:-}
if [ "${PUBLISH:-}" != 1 ] && [ "${1:-}" != --publish ]; then
  printf 'would upload %s\n' .parity-stage/*.whl
  exit 0
fi
if [ -z "${VERSION:-}" ]; then case ${CI_COMMIT_TAG:-} in v[0-9]*) ;; *) echo "no release"; exit 1 ;; esac; fi
if [ -z "$token" ]; then token=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token"; exit 1; }; fi
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo "registry-down" >&2; exit 1; }
TWINE_USERNAME=oleks TWINE_PASSWORD="$token" \
  twine upload --repository-url https://git.oleks.space/api/packages/oleks/pypi .parity-stage/*.whl
