#!/bin/sh
# app: publish
set -eu
DRY_RUN=${DRY_RUN:-}
token=${REGISTRY_TOKEN:?no token}
maybe() { if [ "$DRY_RUN" = 1 ]; then echo "$@"; else "$@"; fi; }
echo "$token" | maybe docker login git.oleks.space -u oleks --password-stdin
maybe docker push "git.oleks.space/oleks/demo:${VERSION:-0.9.2}"
