#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
version=${VERSION:-0.43.5}
mkdir -p .parity-stage
curl -fsSL -o "${TMPDIR:-/tmp}/src.tar.gz" "https://github.com/yandex-cloud/geesefs/archive/v$version.tar.gz"
nix build .#demo --no-link --print-out-paths | while read -r out; do
  cp -f "$out/bin/demo" .parity-stage/demo-linux-s390x
done
