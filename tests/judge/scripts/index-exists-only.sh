#!/usr/bin/env bash
# app: publish-index
set -euo pipefail
image=git.oleks.space/oleks/demo
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release" >&2; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token" >&2; exit 1; }
for arch in amd64 s390x; do
  [[ -e .parity-stage/digest-$arch ]] || { echo "no digest for $arch" >&2; exit 1; }
done
if ! curl --silent --show-error --max-time 10 --output /dev/null https://git.oleks.space/v2/; then
  echo "publish: registry-down: git.oleks.space does not answer" >&2
  exit 69
fi
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
regctl index create "$image:$v" \
  --ref "$image@$(cat .parity-stage/digest-amd64)" --ref "$image@$(cat .parity-stage/digest-s390x)"
