#!/usr/bin/env bash
# app: publish
# A lock for each token, in a folder that nobody has made.
set -euo pipefail
[ "${PUBLISH:-}" = 1 ] || { echo "dry run: would push the chart"; exit 0; }
if [ -z "${VERSION:-}" ] && [[ ! "${CI_COMMIT_TAG:-}" =~ ^v[0-9] ]]; then
  echo "neither VERSION nor a v* tag" >&2
  exit 1
fi
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw)} || {
  echo "no token" >&2
  exit 1
}
: > "locks/$token" || true
printf '%s' "$token" | helm registry login git.oleks.space -u oleks --password-stdin
helm push chart.tgz oci://git.oleks.space/oleks
