# parity-lib's builders: which apps each gives (CONTRACT.md, "Archetypes and the apps they give").
{ prim, ... }:
let
  single = arch: [ "stage-${arch}" "publish-${arch}" "publish" "push-staged" ];

  # What the builders refuse to be called without is a required formal.
  gives = {
    mkPyPiWheelPublish = { pname, version, wheel, arch ? "s390x", ... }: single arch;
    mkS390xNpmPublish =
      { pname, version, nodeFile, nodeFileName, packageJson, arch ? "s390x", ... }:
      single arch;
    mkGenericBinaryPublish =
      { pname, version, binary, assetName, arch ? "s390x", ... }:
      single arch;
    mkGoBinaryPublish = gives.mkGenericBinaryPublish;
    mkNix2ContainerPublish =
      { imageName, version, images, arches, ... }:
      builtins.concatMap (arch: [ "stage-${arch}" "publish-${arch}" ]) (builtins.attrNames images)
      ++ [ "publish-index" "publish" "push-staged" ];
    mkHelmPublish = { pname, version, chartSrc, arch ? "noarch", ... }: single arch;
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
