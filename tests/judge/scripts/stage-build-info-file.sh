#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
nix build .#demo -o result
mkdir -p .parity-stage
cp -f result/bin/demo .parity-stage/demo-linux-s390x
{
  date -u +%FT%TZ
  export -p
} >.parity-stage/build-info
wc -l <.parity-stage/build-info
