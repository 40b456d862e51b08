#!/usr/bin/env bash
# app: publish
set -euo pipefail

image=git.oleks.space/oleks/demo
dry=1
if [[ ${PUBLISH:-} == 1 ]]; then dry=0; fi
if [[ ${1:-} == --publish ]]; then dry=0; fi

guard() {
  if [[ -n ${VERSION:-} ]]; then return 0; fi
  case ${CI_COMMIT_TAG:-} in
    v[0-9]*) return 0 ;;
    '') echo "guard: no tag" >&2 ;;
    *) echo "guard: $CI_COMMIT_TAG is a development tag" >&2 ;;
  esac
  return 1
}

maybe() {
  if [[ $dry == 1 ]]; then
    echo "would run: $*"
  else
    "$@"
  fi
}

if [[ $dry == 0 ]]; then
  if ! guard; then
    exit 1
  fi
  token=${REGISTRY_TOKEN:-}
  if [[ -z $token ]] && ! token=$(pass show infra/gitea/personal_access_token_packages_rw); then
    echo "publish: neither REGISTRY_TOKEN nor pass gives a token" >&2
    exit 1
  fi
  regctl registry login git.oleks.space -u oleks --password-stdin <<<"$token"
fi
version=${VERSION:-}
if [[ -z $version ]]; then
  version=${CI_COMMIT_TAG:-v0.9.2}
  version=${version#v}
  if [[ $version =~ -[0-9]+$ ]]; then version=${version%-*}; fi
fi
maybe regctl image copy ocidir://.parity-stage/image "$image:$version"
maybe regctl image copy "$image:$version" "$image:latest"
