IMAGE=git.oleks.space/oleks/demo
login() { printf %s "$REGISTRY_TOKEN" | regctl registry login git.oleks.space -u oleks --password-stdin; }
push() { login; regctl image copy "ocidir://.parity-stage/$1" "$IMAGE:$VERSION-$1"; }
stage() {
  local arch=$1
  nix build ".#packages.$arch-linux.image" --out-link "result-$arch"
  mkdir -p ".parity-stage/$arch"
  cp "result-$arch/image.tar" ".parity-stage/$arch/image.tar"
  echo "staged $IMAGE for $arch"
}
