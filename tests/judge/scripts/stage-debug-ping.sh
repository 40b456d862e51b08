#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
nix build .#demo -o result
mkdir -p .parity-stage
cp -f result/bin/demo .parity-stage/demo-linux-s390x
if [ "${VERBOSE:-}" = 1 ]; then
  echo "already published:"
  regctl tag ls git.oleks.space/oleks/demo | sed 's/^/  /' || true
fi
