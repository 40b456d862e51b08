#!/usr/bin/env bash
# app: publish
set -Eeuo pipefail
trap 'echo "publish: line $LINENO: $BASH_COMMAND failed" >&2' ERR

image=git.oleks.space/oleks/demo
if [[ ${PUBLISH:-} != 1 && ${1:-} != --publish ]]; then
  echo "dry run of $image"
  exit 0
fi

tag=${CI_COMMIT_TAG:-}
[[ -n ${VERSION:-} || $tag == v[0-9]* ]]

version=${VERSION:-${tag#v}}
version=$(sed -E 's/-[0-9]+$//' <<<"$version")

token=${REGISTRY_TOKEN:-}
if [[ -z $token ]]; then
  if ! token=$(pass show infra/gitea/personal_access_token_packages_rw); then
    echo "publish: no token" >&2
    exit 1
  fi
fi

mkdir -p "$HOME/.docker"
status=0
curl -sS -o /dev/null https://git.oleks.space/v2/ || status=$?
case $status in
  0) ;;
  *) echo "registry-down (curl ended with $status)"; exit "$status" ;;
esac
auth=$(printf 'oleks:%s' "$token" | base64 -w0)
(
  umask 077
  printf '{"auths":{"git.oleks.space":{"auth":"%s"}}}\n' "$auth" >"$HOME/.docker/config.json"
)
docker load --input .parity-stage/image-amd64.tar
docker push "$image:$version"
