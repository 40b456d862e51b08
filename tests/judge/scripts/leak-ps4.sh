#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
PS4='+ ${REGISTRY_TOKEN:-none} ${LINENO}: '
mkdir -p .parity-stage
set -x
nix build .#demo -o result
{ set +x; } 2>/dev/null
cp -f result/bin/demo .parity-stage/demo-linux-s390x
