#!/usr/bin/env bash
# app: publish-s390x
set -euo pipefail
IMAGE=git.oleks.space/oleks/demo

ensure_release_tag() {
  if [ -z "${VERSION:-}" ]; then
    case ${CI_COMMIT_TAG:-} in
      v[0-9]*) : ;;
      *) echo "dev tag, refusing" >&2; exit 1 ;;
    esac
  fi
}

resolve_token() {
  TOKEN=${REGISTRY_TOKEN:-}
  if [ -z "$TOKEN" ]; then
    TOKEN=$(pass show infra/gitea/personal_access_token_packages_rw) || { echo "token not found" >&2; exit 1; }
  fi
}

version=${VERSION:-}
if [ -z "$version" ] && [ -n "${CI_COMMIT_TAG:-}" ]; then
  version=$(echo "$CI_COMMIT_TAG" | sed -e 's/^v//' -e 's/-[0-9][0-9]*$//')
fi
ref=$IMAGE:${version:-0.9.2}-s390x

if [ "${PUBLISH:-}" = 1 ] || [ "${1:-}" = --publish ]; then
  resolve_token
  printf '%s\n' "$TOKEN" | regctl registry login git.oleks.space --user oleks --password-stdin
  regctl image copy ocidir://.parity-stage/s390x "$ref"
else
  echo "DRY RUN: regctl image copy ocidir://.parity-stage/s390x $ref"
fi
