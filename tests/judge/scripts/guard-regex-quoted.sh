#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
[[ ${PUBLISH-} == 1 || ${1-} == --publish ]] || { echo "dry run of $image"; exit 0; }
if [[ -z ${VERSION-} && ! ${CI_COMMIT_TAG-} =~ "^v[0-9]" ]]; then
  echo "refusing: no release" >&2
  exit 1
fi
version=${VERSION:-${CI_COMMIT_TAG#v}}
version=$(sed -E 's/-[0-9]+$//' <<<"$version")
token=${REGISTRY_TOKEN:-}
test -n "$token" || token=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "no token" >&2; exit 1; }
crane auth login git.oleks.space -u oleks --password-stdin <<<"$token"
crane push .parity-stage/image-amd64.tar "$image:$version"
