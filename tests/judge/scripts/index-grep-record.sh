#!/usr/bin/env bash
# app: publish-index
set -euo pipefail
image=git.oleks.space/oleks/demo
digest_of() {
  awk -v arch="$1" '$1 == arch && $2 ~ /^sha256:/ { print $2; found = 1 } END { exit !found }' .parity-stage/digests
}
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release" >&2; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token" >&2; exit 1; }
amd64=$(digest_of amd64) || { echo "no digest: amd64" >&2; exit 1; }
s390x=$(digest_of s390x) || { echo "no digest: s390x" >&2; exit 1; }
if ! curl --silent --show-error --max-time 10 --output /dev/null https://git.oleks.space/v2/; then
  echo "publish: registry-down: git.oleks.space does not answer" >&2
  exit 69
fi
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
regctl index create "$image:$v" --ref "$image@$amd64" --ref "$image@$s390x"
