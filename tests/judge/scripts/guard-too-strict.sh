#!/usr/bin/env bash
# app: publish
set -euo pipefail
if [[ "${1:-}" != --publish && "${PUBLISH:-}" != 1 ]]; then
  echo "dry run: pass --publish to upload"
  exit 0
fi
: "${VERSION:?set VERSION to publish}"
token="${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || true)}"
: "${token:?no registry token}"
umask 077
netrc=$(mktemp)
trap 'rm -f "$netrc"' EXIT
printf 'machine git.oleks.space login oleks password %s\n' "$token" >"$netrc"
curl --fail --silent --show-error --netrc-file "$netrc" \
  --upload-file .parity-stage/demo-linux-s390x \
  "https://git.oleks.space/api/packages/oleks/generic/demo/$VERSION/demo-linux-s390x"
