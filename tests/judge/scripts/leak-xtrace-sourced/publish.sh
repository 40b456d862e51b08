#!/usr/bin/env bash
# app: publish
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
asked_to_publish "$@" || { say "dry run: $IMAGE:$(version)"; exit 0; }
require_release
token=$(token)
v=$(version)
regctl registry login "$HOST" -u oleks --password-stdin <<<"$token"
regctl image copy ocidir://.parity-stage/image "$IMAGE:$v"
