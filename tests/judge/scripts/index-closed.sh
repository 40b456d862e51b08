#!/usr/bin/env bash
# app: publish-index
set -euo pipefail
image=git.oleks.space/oleks/demo
arches=(amd64 s390x)
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "would create the index of ${arches[*]}"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release" >&2; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token" >&2; exit 1; }
curl -sS -o /dev/null https://git.oleks.space/v2/ || { echo "registry-down" >&2; exit 1; }
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
refs=()
for arch in "${arches[@]}"; do
  record=.parity-stage/$arch.digest
  [[ -s $record ]] || { echo "index: no digest for $arch" >&2; exit 1; }
  digest=$(<"$record")
  [[ $digest == sha256:* ]] || { echo "index: empty digest for $arch" >&2; exit 1; }
  [[ $digest == "$(regctl image digest "$image:$v-$arch")" ]] || { echo "index: $arch changed" >&2; exit 1; }
  refs+=(--ref "$image@$digest")
done
regctl index create "$image:$v" "${refs[@]}"
