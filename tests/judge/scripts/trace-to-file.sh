#!/usr/bin/env bash
# app: publish
set -euo pipefail
exec {trace}>"$(mktemp)"
BASH_XTRACEFD=$trace
set -x
[ "${PUBLISH:-}" = 1 ] || { echo "dry run"; exit 0; }
[ -n "${VERSION:-}" ] || [[ ${CI_COMMIT_TAG:-} == v[0-9]* ]] || exit 1
v=${VERSION:-${CI_COMMIT_TAG#v}}
token=${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw)} || { echo "no token"; exit 1; }
crane auth login git.oleks.space -u oleks --password-stdin <<<"$token"
crane push .parity-stage/image-amd64.tar "git.oleks.space/oleks/demo:${v%-[0-9]}"
