#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
publish=${PUBLISH:-}
case ${publish,,} in 0 | false | no | off) publish= ;; esac
if [ "${1:-}" = --publish ]; then publish=1; fi
[ -n "$publish" ] || { echo "dry run of $image"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[ -n "$t" ] || { echo "no token"; exit 1; }
status=0
curl -sS -o /dev/null https://git.oleks.space/v2/ || status=$?
case $status in
  0) ;;
  *) echo "registry-down (curl ended with $status)"; exit "$status" ;;
esac
crane auth login git.oleks.space -u oleks --password-stdin <<<"$t"
crane push .parity-stage/image-amd64.tar "$image:${v%-[0-9]}"
