#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
mkdir -p .parity-stage
skopeo copy --override-arch s390x docker://git.oleks.space/oleks/base:stable oci:.parity-stage/base
nix build .#packages.s390x-linux.demo --out-link result-s390x
install -m 755 result-s390x/bin/demo .parity-stage/demo-linux-s390x
