# flake-utils: functions that spread a flake's outputs over systems.
#
# What depends on the version in other ways than `defaultSystems` is unknown.
#
# prim.isKnown x         whether x, forced, is anything but a symbol
# prim.open set why      set, where the symbol why may have added more
# prim.symbol text       an unknown value
# prim.defaultSystems    the default systems of the locked version
{ lib, prim }:
let
  inherit (builtins)
    attrNames concatMap elem foldl' intersectAttrs isAttrs isPath isString
    listToAttrs mapAttrs partition;

  # One pair (or none, or more) for each attribute. Where it cannot be told
  # which, the result is open; that comes last, not to cast doubt on the others.
  pairsFrom = f: set:
    concatMap
      (name:
        let pairs = f name set.${name}; in
        if prim.isKnown pairs then pairs else [ pairs ])
      (attrNames set);
  toSet = pairs:
    let byKnown = partition prim.isKnown pairs; in
    listToAttrs (byKnown.right ++ byKnown.wrong);

  # With an unknown list of systems there may be anything.
  over = each: systems: f:
    if prim.isKnown systems then each systems f else prim.open { } systems;

  isDerivation = value: value.type or null == "derivation";
  load = value: if isPath value || isString value then import value else value;

  utils = rec {
    inherit (prim) defaultSystems;
    system = prim.open
      (lib.genAttrs
        [
          "aarch64-darwin" "aarch64-linux" "armv6l-linux" "armv7l-linux"
          "i686-linux" "powerpc64le-linux" "riscv64-linux" "s390x-linux"
          "x86_64-darwin" "x86_64-linux"
        ]
        (name: name))
      (prim.symbol "flake-utils.lib.system");

    eachDefaultSystem = eachSystem defaultSystems;
    eachSystem = over (systems: f:
      let
        made = map (system: { inherit system; outputs = f system; }) systems;
        names = foldl' (names: one: names // one.outputs) { } made;
        pick = name: { system, outputs }:
          let absent = !outputs ? ${name}; in
          if prim.isKnown absent && absent then [ ]
          else [ { name = system; value = outputs.${name}; } ];
      in
      mapAttrs (name: _: listToAttrs (concatMap (pick name) made)) names);

    eachDefaultSystemMap = eachSystemMap defaultSystems;
    eachSystemMap = over lib.genAttrs;

    eachDefaultSystemPassThrough = eachSystemPassThrough defaultSystems;
    eachSystemPassThrough = over (systems: f:
      foldl' (outputs: more: outputs // more) { } (map f systems));

    mkApp =
      { drv
      , name ? drv.pname or drv.name
      , exePath ? drv.passthru.exePath or "/bin/${name}"
      }:
      { type = "app"; program = "${drv}${exePath}"; };

    flattenTree = tree:
      let
        below = prefix: pairsFrom (name: value:
          let path = prefix + name; in
          if !isAttrs value then [ ]
          else if isDerivation value then [ { name = path; inherit value; } ]
          else if value.recurseForDerivations or false == true then below "${path}/" value
          else [ ]);
      in
      toSet (below "" tree);

    filterPackages = system: packages:
      let
        serves = { platforms ? [ system ], badPlatforms ? [ ], broken ? false, ... }:
          !broken && elem system platforms && !elem system badPlatforms;
        pick = name: value:
          if isDerivation value && serves value.meta then [ { inherit name value; } ] else [ ];
      in
      toSet (pairsFrom pick packages);

    meld = inputs:
      foldl' (outputs: part: lib.recursiveUpdate outputs (import part inputs)) { };

    simpleFlake =
      { self
      , nixpkgs
      , name
      , config ? { }
      , overlay ? null
      , preOverlays ? [ ]
      , shell ? null
      , systems ? defaultSystems
      }:
      eachSystem systems (system:
        let
          pkgs = import nixpkgs { inherit config overlays system; };
          overlays = preOverlays ++ lib.optional (overlay != null) (load overlay);
          packages = pkgs.${name} or { };
          taken = { defaultPackage = null; checks = null; devShell = null; };
        in
        { legacyPackages = packages; }
        // intersectAttrs taken packages
        // lib.optionalAttrs (shell != null) { devShell = load shell { inherit pkgs; }; });
  };
in
{ lib = prim.open utils (prim.symbol "flake-utils.lib"); }
