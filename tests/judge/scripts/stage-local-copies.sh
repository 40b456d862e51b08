#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
mkdir -p .parity-stage
nix build .#packages.s390x-linux.image --out-link result-s390x
skopeo copy docker-archive:result-s390x/image.tar oci:.parity-stage/s390x:staged
regctl image copy ocidir://.parity-stage/s390x:staged ocidir://.parity-stage/copy:staged
echo "staged; later: regctl image copy ocidir://.parity-stage/copy git.oleks.space/oleks/demo:${VERSION:-0.9.2}-s390x"
