# nixpkgs, as far as the fixtures use it.
let
  lib = import ./lib.nix;
in
{
  inherit lib;
  outPath = ./.;
  legacyPackages = lib.genAttrs lib.systems.flakeExposed (system: import ./. { inherit system; });
}
