#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
. "${0%/*}/common.sh"
nix build .#demo -o result
mkdir -p .parity-stage && cp -f result/bin/demo .parity-stage/demo-linux-s390x
