#!/usr/bin/env bash
# app: publish-index
set -eu
set -o pipefail
image=git.oleks.space/oleks/demo
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release" >&2; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}} v=${v%-[0-9]}
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $t ]] || { echo "no token" >&2; exit 1; }
if printf '%s\n' amd64 s390x | while read -r arch; do
  [[ -s .parity-stage/$arch.digest ]] || { echo "missing: $arch" >&2; exit 1; }
done; then echo "all there"; else echo "some are missing"; fi
regctl registry login git.oleks.space -u oleks --password-stdin <<<"$t"
regctl index create "$image:$v" --ref "$image:$v-amd64" --ref "$image:$v-s390x"
