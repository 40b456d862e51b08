#!/usr/bin/env bash
# app: publish
set -euo pipefail
[[ ${PUBLISH:-} == 1 || ${1:-} == --publish ]] || { echo "dry run"; exit 0; }
[[ ${VERSION:-} || ${CI_COMMIT_TAG:-} == v[0-9]* ]] || { echo "no release"; exit 1; }
v=${VERSION:-${CI_COMMIT_TAG#v}}
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw || :)}
[[ $token ]] || { echo "no token"; exit 1; }
file=$(mktemp)
printf %s "$token" >"$file"
env -i PATH="$PATH" HOME="$HOME" bash -euo pipefail -s -- "$file" "git.oleks.space/oleks/demo:${v%-[0-9]}" <<'END'
regctl registry login git.oleks.space -u oleks --password-stdin <"$1"
regctl image copy ocidir://.parity-stage/image "$2"
END
