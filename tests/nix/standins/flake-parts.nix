# flake-parts, as far as the fixtures use it: modules are merged attribute by attribute.
{
  lib.mkFlake =
    { inputs }: root:
    let
      inherit (builtins) attrNames concatMap foldl' functionArgs intersectAttrs isFunction listToAttrs mapAttrs;
      inherit (import ./nixpkgs/flake.nix) lib legacyPackages;
      inherit (inputs) self;

      call = module: arguments:
        if isFunction module then module (intersectAttrs (functionArgs module) arguments) else module;
      load = module: if builtins.isPath module then import module else module;
      collect = module:
        let value = call (load module) { inherit inputs lib self; };
        in [ value ] ++ concatMap collect (value.imports or [ ]);
      modules = collect root;

      systems = concatMap (module: module.systems or [ ]) modules;
      ofSystem = system: mapAttrs (_: output: if builtins.isAttrs output then output.${system} or { } else output);
      perSystem = system:
        let
          arguments = {
            inherit lib system config;
            pkgs = legacyPackages.${system};
            self' = ofSystem system self.outputs;
            inputs' = mapAttrs (_: ofSystem system) inputs;
          };
          config = foldl' lib.recursiveUpdate { apps = { }; packages = { }; }
            (map (module: call (module.perSystem or { }) arguments) modules);
          strict = app:
            assert removeAttrs app [ "type" "program" "meta" ] == { };
            app;
        in
        config // { apps = mapAttrs (_: strict) config.apps; };

      each = lib.genAttrs systems perSystem;
      names = lib.unique (concatMap attrNames (builtins.attrValues each));
    in
    lib.genAttrs names (name: mapAttrs (_: outputs: outputs.${name}) each);
}
