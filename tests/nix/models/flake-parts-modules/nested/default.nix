{ flake-parts-lib, lib, ... }:
{
  options.perSystem = flake-parts-lib.mkPerSystemOption {
    options.words = lib.mkOption { type = lib.types.listOf lib.types.str; };
  };
  config.perSystem.words = [ "nested" ];
}
