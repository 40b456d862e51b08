#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $token ]] || { echo "no token"; exit 1; }
if ! curl --silent --show-error --max-time 10 --output /dev/null https://git.oleks.space/v2/; then
  echo "publish: registry-down: git.oleks.space does not answer" >&2
  exit 69
fi
oras login git.oleks.space -u oleks --password-stdin <<<"$token"
jobs=()
for arch in amd64 s390x; do
  oras push "git.oleks.space/oleks/demo:$v-$arch" ".parity-stage/image-$arch.tar" &
  jobs+=($!)
done
for job in "${jobs[@]}"; do wait "$job"; done
