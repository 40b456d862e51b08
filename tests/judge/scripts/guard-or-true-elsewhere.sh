#!/usr/bin/env bash
# app: publish
set -euo pipefail

registry="git.oleks.space"
chart="demo"
work="$(mktemp -d)"

cleanup() { rm -rf "$work" || true; }
trap cleanup EXIT

is_release() {
  [[ -n "${VERSION:-}" ]] && return 0
  [[ "${CI_COMMIT_TAG:-}" =~ ^v[0-9] ]] && return 0
  echo "ERROR: neither VERSION nor a v* tag is set" >&2
  return 1
}

version="${VERSION:-}"
if [[ -z "$version" ]]; then
  version="${CI_COMMIT_TAG:-v0.1.3}"
  version="$(printf '%s' "$version" | sed -E 's/^v//; s/-[0-9]+$//')"
fi

helm package chart --version "$version" --destination "$work"
if [[ "${PUBLISH:-}" != "1" && "${1:-}" != "--publish" ]]; then
  echo "would push $chart $version to oci://$registry/oleks"
  exit 0
fi

is_release
helm registry logout "$registry" 2>/dev/null || true

token="${REGISTRY_TOKEN:-}"
if [[ -z "$token" ]]; then
  token="$(pass show infra/gitea/personal_access_token_packages_rw)" || {
    echo "error: no token (REGISTRY_TOKEN or pass)" >&2
    exit 1
  }
fi
helm registry login "$registry" --username oleks --password-stdin <<<"$token"
helm push "$work/$chart-$version.tgz" "oci://$registry/oleks"
