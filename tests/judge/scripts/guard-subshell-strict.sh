#!/usr/bin/env bash
# app: publish
set -euo pipefail

image=git.oleks.space/oleks/demo
tag=${CI_COMMIT_TAG:-}

if [[ ${PUBLISH:-0} != 1 && ${1:-} != --publish ]]; then
  echo "dry run of $image"
  exit 0
fi

(
  [[ -n ${VERSION:-} ]] && exit 0
  [[ $tag == v[0-9]* ]] && exit 0
  echo "refusing to release from '$tag'" >&2
  exit 3
)

version=${VERSION:-${tag#v}}
[[ ! $version =~ ^(.+)-[0-9]+$ ]] || version=${BASH_REMATCH[1]}

token=${REGISTRY_TOKEN:-}
[[ -n $token ]] || token=$(pass show infra/gitea/personal_access_token_packages_rw) || {
  echo "no token in REGISTRY_TOKEN nor in pass" >&2
  exit 1
}
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo "registry-down" >&2; exit 1; }
crane auth login git.oleks.space -u oleks --password-stdin <<<"$token"
crane push .parity-stage/image-amd64.tar "$image:$version"
crane tag "$image:$version" latest
