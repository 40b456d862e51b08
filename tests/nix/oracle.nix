# The apps of a fixture as real Nix sees them, with stand-ins for its inputs:
# { <system>.<app> = { described = true; made_by = { … the builder call … } or null; }; }
{ flake }:
let
  inherit (builtins) fromJSON isString mapAttrs match substring;

  file = import (flake + "/flake.nix");

  # An input's repository decides its stand-in, whatever the input is called.
  standin =
    name: spec:
    let
      is = repository: match ".*[:/]${repository}(\\.git)?([/?].*)?" ":${spec.url}" != null;
    in
    if is "parity-lib" then
      import ./standins/parity-lib.nix (is "oleks/parity-lib")
    else if is "nixpkgs" then
      import ./standins/nixpkgs/flake.nix
    else if is "flake-utils" then
      import ./standins/flake-utils.nix
    else if is "flake-parts" then
      import ./standins/flake-parts.nix
    else if is "nix2container" then
      import ./standins/nix2container.nix
    else
      throw "no stand-in for the input ${name}, ${spec.url}";
  inputs = mapAttrs standin (file.inputs or { }) // {
    inherit self;
  };
  outputs = file.outputs inputs;
  self = outputs // {
    inherit inputs outputs;
    outPath = toString flake;
  };

  # A parity-lib builder's app has JSON for a program, which says who made it.
  app = value: {
    described = isString (value.meta.description or null) && value.meta.description != "";
    made_by =
      if value.type != "app" then
        throw "an app of type ${value.type}"
      else if substring 0 1 value.program == "{" then
        fromJSON value.program
      else
        null;
  };
in
mapAttrs (_: mapAttrs (_: app)) (outputs.apps or { })
