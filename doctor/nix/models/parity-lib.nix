# parity-lib's builders: which apps each gives (CONTRACT.md, "Archetypes and the apps they give").
# A builder refuses to be called with other arguments than it knows, or without those it needs.
{ prim, ... }:
let
  single = arch: [ "stage-${arch}" "publish-${arch}" "publish" "push-staged" ];
  common = [ "registryHost" "registryOwner" "passEntry" ];
  withCommon = apps: arguments: apps (removeAttrs arguments common);

  gives = builtins.mapAttrs (_: withCommon) {
    mkPyPiWheelPublish = { pname, version, wheel, arch ? "s390x" }: single arch;
    mkS390xNpmPublish =
      { pname, version, nodeFile, nodeFileName, packageJson, arch ? "s390x" }: single arch;
    mkGenericBinaryPublish = { pname, version, binary, assetName, arch ? "s390x" }: single arch;
    mkGoBinaryPublish = { pname, version, binary, assetName, arch ? "s390x" }: single arch;
    mkNix2ContainerPublish = { imageName, version, images, arches }:
      builtins.concatMap (arch: [ "stage-${arch}" "publish-${arch}" ]) (builtins.attrNames images)
      ++ [ "publish-index" "publish" "push-staged" ];
    mkHelmPublish = { pname, version, chartSrc, arch ? "noarch", ociRepo ? null }: single arch;
  };
  builders = pkgs: builtins.mapAttrs (name: apps: prim.builder name apps pkgs) gives;
  others = prim.symbol "parity-lib";
in
{
  lib = prim.open (
    builtins.mapAttrs (name: apps: prim.builder name apps) gives
    // { mkParityBuilders = pkgs: prim.open (builders pkgs) others; }
  ) others;
}
