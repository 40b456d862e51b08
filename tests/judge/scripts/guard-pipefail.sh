#!/usr/bin/env bash
# app: publish
set -euo pipefail

image=git.oleks.space/oleks/demo

check_release() {
  if [[ -z ${VERSION:-} ]] && ! [[ ${CI_COMMIT_TAG:-} =~ ^v[0-9] ]]; then
    echo "not a release"
    exit 1
  fi
  echo "release ok"
}

case "${PUBLISH:-}${1:-}" in
  1 | --publish | 1--publish) ;;
  *) echo "dry run, nothing pushed"; exit 0 ;;
esac

check_release | tee -a "${TMPDIR:-/tmp}/publish.log"

version=${VERSION:-$(echo "${CI_COMMIT_TAG:-v0.9.2}" | sed -E 's/^v//;s/-[0-9]+$//')}
: "${REGISTRY_TOKEN:=$(pass show infra/gitea/personal_access_token_packages_rw || true)}"
[[ -n $REGISTRY_TOKEN ]] || { echo "REGISTRY_TOKEN is empty: no token"; exit 1; }

if ! curl --silent --show-error --max-time 10 --output /dev/null https://git.oleks.space/v2/; then
  echo "publish: registry-down: git.oleks.space does not answer" >&2
  exit 69
fi
echo "$REGISTRY_TOKEN" | skopeo login git.oleks.space -u oleks --password-stdin
skopeo copy oci-archive:.parity-stage/image-amd64.tar "docker://$image:$version"
skopeo copy "docker://$image:$version" "docker://$image:latest"
