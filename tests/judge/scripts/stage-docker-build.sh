#!/usr/bin/env bash
# app: stage-s390x
set -euo pipefail
tag=git.oleks.space/oleks/demo:${VERSION:-0.9.2}-s390x
nix build .#image -o result
docker load --input result/image.tar
docker tag demo:latest "$tag"
mkdir -p .parity-stage
docker save "$tag" --output .parity-stage/image-s390x.tar
echo "docker push $tag   # not now"
