{ system, overlays ? [ ] }:
let
  lib = import ./lib.nix;

  package = name: {
    inherit name;
    pname = name;
    type = "derivation";
    outPath = "/standin/${name}";
    meta.mainProgram = name;
  };
  build = { pname, ... }: package pname;
  script = { name, ... }: package name;

  base = final:
    lib.genAttrs [ "kubernetes-helm" "restic" "sd" "xsv" ] package
    // {
      inherit lib system;
      callPackage = path: arguments:
        let f = import path; in f (builtins.intersectAttrs (builtins.functionArgs f) final // arguments);
      fetchFromGitHub = { owner, repo, ... }: package repo;
      pkgsCross = lib.genAttrs [ "s390x" "armv7l-hf-multiplatform" ] (_: final);
      pkgsStatic = final;
      rustPlatform.buildRustPackage = arguments:
        build (if builtins.isFunction arguments then lib.fix arguments else arguments);
      buildGoModule = build;
      writeShellApplication = script;
      writeShellScript = name: _: package name;
      writeShellScriptBin = name: _: package name;
    };
in
lib.fix (final: builtins.foldl' (pkgs: overlay: pkgs // overlay final pkgs) (base final) overlays)
