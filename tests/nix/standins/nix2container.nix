# nix2container, as far as the fixtures use it.
let
  packages.nix2container.buildImage = { name, ... }: { copyTo = "copy-to-${name}"; };
in
{
  packages.x86_64-linux = packages;
  packages.aarch64-linux = packages;
  packages.x86_64-darwin = packages;
  packages.aarch64-darwin = packages;
}
