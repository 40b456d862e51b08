# What flake-utils answers; flake-utils-cases.json holds the answers of the real one:
#
#   nix-instantiate --eval --strict --json --option system x86_64-linux -E '
#     import ./flake-utils-cases.nix {
#       flake-utils.lib = import FLAKE-UTILS/lib.nix { defaultSystems = import SYSTEMS; };
#     }
#   ' | python3 -m json.tool --sort-keys --indent 1 > flake-utils-cases.json
#
# Outside of pure evaluation the real one adds the current system; so all lists
# of systems here have it.
{ flake-utils }:
let
  inherit (flake-utils.lib) eachSystem;

  boom = throw "forced";
  fails = x: !(builtins.tryEval (builtins.deepSeq x null)).success;
  names = builtins.attrNames;

  package = name: { type = "derivation"; inherit name; outPath = "/store/${name}"; };
  systems = [ "x86_64-linux" "s390x-linux" ];
in
{
  # eachSystem and its kin

  eachSystem = eachSystem systems (system: {
    packages.default = "${system}/default";
    apps = { };
    formatter = system;
  });
  each_system_its_own = eachSystem systems (system:
    if system == "s390x-linux"
    then { apps.far = system; only = true; }
    else { apps.near = system; });
  each_system_lazily = names (eachSystem systems (_: { apps = boom; packages.a = boom; }));
  each_value_lazily = (eachSystem systems (system: {
    apps = if system == "s390x-linux" then boom else system;
  })).apps.x86_64-linux;
  each_set_strictly = fails (names (eachSystem systems (system:
    if system == "s390x-linux" then boom else { apps = 1; })));
  each_twice = eachSystem (systems ++ systems) (system: { v = system; });
  each_from_itself =
    let
      self = eachSystem systems (system: {
        packages.tool = "${system}/tool";
        apps.tool = self.packages.${system}.tool;
      });
    in
    self.apps;
  hydraJobs = eachSystem systems (system: { hydraJobs.job = system; });
  eachDefaultSystem = flake-utils.lib.eachDefaultSystem (system: { apps.a.program = "/${system}"; });
  eachSystemMap = flake-utils.lib.eachSystemMap systems (system: { v = system; });
  eachDefaultSystemMap = flake-utils.lib.eachDefaultSystemMap (system: "on ${system}");
  defaultSystems = flake-utils.lib.defaultSystems;
  system = [ flake-utils.lib.system.x86_64-linux flake-utils.lib.system.s390x-linux ];

  # mkApp

  mkApp = map flake-utils.lib.mkApp [
    { drv = package "plain-1.0"; }
    { drv = package "named-1.0" // { pname = "named"; }; }
    { drv = package "passed" // { pname = "no"; passthru.exePath = "/libexec/passed"; }; }
    { drv = package "chosen"; name = "other"; }
    { drv = package "path"; exePath = "/path"; }
    { drv = "/a/path"; name = "b"; }
  ];
  mkApp_lazily = (flake-utils.lib.mkApp { drv = boom; name = "a"; }).type;
  mkApp_has_no_more = names (flake-utils.lib.mkApp { drv = package "a" // { meta.description = "a"; }; });

  # trees and packages

  flattenTree = flake-utils.lib.flattenTree {
    hello = package "hello";
    text = "no package";
    set = { inner = package "hidden"; };
    tools = {
      recurseForDerivations = true;
      git = package "git";
      deeper = { recurseForDerivations = true; hub = package "hub"; };
      closed = { recurseForDerivations = false; no = package "no"; };
    };
    function = x: x;
  };
  flattenTree_nothing = flake-utils.lib.flattenTree { };
  filterPackages = names (flake-utils.lib.filterPackages "s390x-linux" (builtins.mapAttrs (name: meta: package name // { inherit meta; }) {
    anywhere = { };
    here = { platforms = [ "x86_64-linux" "s390x-linux" ]; };
    elsewhere = { platforms = [ "x86_64-linux" ]; };
    broken = { broken = true; };
    bad = { badPlatforms = [ "s390x-linux" ]; };
    good = { badPlatforms = [ "x86_64-linux" ]; };
  } // { text = "no package"; set = { }; }));

  # whole flakes

  meld = flake-utils.lib.meld { word = "ha"; } [
    ./flake-utils-parts/one.nix
    ./flake-utils-parts/two.nix
  ];
  simpleFlake = flake-utils.lib.simpleFlake {
    self = boom;
    nixpkgs = ./flake-utils-parts/nixpkgs.nix;
    name = "mine";
    inherit systems;
    preOverlays = [ (final: prev: { mine = { before = true; }; }) ];
    overlay = final: prev: { mine = prev.mine // { checks.c = "c"; defaultPackage = "d"; }; };
  };
  simpleFlake_shell = flake-utils.lib.simpleFlake {
    self = boom;
    nixpkgs = ./flake-utils-parts/nixpkgs.nix;
    name = "absent";
    inherit systems;
    shell = { pkgs }: "shell on ${pkgs.system}";
  };
}
