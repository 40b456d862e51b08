{ lib, inputs, ... }:
{
  imports = [ ./nested ];
  perSystem = { config, pkgs, ... }: {
    apps.from-file.program = "${pkgs.hello}/bin/hello";
    apps.twice.program = lib.concatStringsSep " " config.words;
  };
}
