#!/usr/bin/env bash
# app: publish
set -euo pipefail

image=git.oleks.space/oleks/demo
tag=${CI_COMMIT_TAG:-}

(
  if [[ -z ${VERSION:-} && $tag != v[0-9]* ]]; then
    echo "publish: refusing to release from a development tag" >&2
    exit 1
  fi
) || true

version=${VERSION:-${tag#v}}
if [[ $version =~ ^(.+)-[0-9]+$ ]]; then version=${BASH_REMATCH[1]}; fi
[[ -n $version ]] || version=0.9.2

if [[ ${PUBLISH:-0} != 1 && ${1:-} != --publish ]]; then
  echo "dry run: $image:$version"
  exit 0
fi

if [[ -z ${REGISTRY_TOKEN:-} ]]; then
  REGISTRY_TOKEN=$(pass show infra/gitea/personal_access_token_packages_rw) || {
    echo "publish: no registry token" >&2
    exit 1
  }
fi
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$REGISTRY_TOKEN"
regctl image copy ocidir://.parity-stage/demo "$image:$version"
regctl image copy "$image:$version" "$image:latest"
