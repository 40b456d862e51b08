#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
version=${VERSION:-0.9.2}
if curl -fsSI -o /dev/null "https://git.oleks.space/api/packages/oleks/generic/demo/$version/demo-linux-s390x"; then
  echo "$version is published already, nothing to stage"
  exit 0
fi
nix build .#demo -o result
mkdir -p .parity-stage
cp -f result/bin/demo .parity-stage/demo-linux-s390x
