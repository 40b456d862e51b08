#!/usr/bin/env bash
# app: publish
set -euo pipefail
image=git.oleks.space/oleks/demo
shopt -s nullglob
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
packages=(dist/*.whl)
for p in "${packages[@]}"; do
  echo "would check $p"
  exit 0
done
v=${VERSION:-${CI_COMMIT_TAG:-v0.9.2}}; v=${v#v}; if [[ $v =~ ^(.*)-[0-9]+$ ]]; then v=${BASH_REMATCH[1]}; fi
t=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ -n $t ]] || { echo "no token" >&2; exit 1; }
printf %s "$t" | regctl registry login git.oleks.space -u oleks --password-stdin
regctl image copy ocidir://.parity-stage/image "$image:$v"
regctl image copy "$image:$v" "$image:latest"
