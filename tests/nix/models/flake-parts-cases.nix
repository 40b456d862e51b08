# What flake-parts makes of modules; flake-parts-cases.json holds what the real one does:
#
#   nix-instantiate --eval --strict --json --option system x86_64-linux -E '
#     let
#       lib = import NIXPKGS/lib;
#       flake-parts = (import FLAKE-PARTS/flake.nix).outputs {
#         nixpkgs-lib = { inherit lib; };
#         self = flake-parts;
#       };
#     in import ./flake-parts-cases.nix { inherit flake-parts lib; }
#   ' | python3 -m json.tool --sort-keys --indent 1 > flake-parts-cases.json
{ flake-parts, lib }:
let
  boom = throw "forced";
  fails = x: !(builtins.tryEval (builtins.deepSeq x null)).success;
  names = builtins.attrNames;

  package = name: {
    type = "derivation";
    inherit name;
    outPath = "/store/${name}";
  };
  package' = name: mainProgram: package name // { meta = { inherit mainProgram; }; };
  flake = outputs: outputs // { _type = "flake"; outPath = "/flake"; };
  inputs = {
    nixpkgs = flake {
      legacyPackages = lib.genAttrs [ "x86_64-linux" "aarch64-linux" "s390x-linux" ] (system: rec {
        hello = package' "hello-${system}" "hi";
        inherit system;
        extend = overlay: let final = overlay final { inherit hello system; } // { inherit hello; }; in final;
      });
    };
    tools = flake {
      packages.x86_64-linux.tool = package' "tool-1" "tool";
      apps.x86_64-linux.tool = { type = "app"; program = "/tool"; };
    };
  };

  makeWith = args: module:
    let
      outputs = flake-parts.lib.mkFlake
        ({ inputs = inputs // { inherit self; }; moduleLocation = "here"; } // args)
        module;
      self = flake (outputs // { inherit inputs; });
    in
    outputs;
  make = makeWith { };
  # One system, and of it the apps alone.
  systems = [ "x86_64-linux" ];
  apps = modules: (make { inherit systems; imports = modules; }).apps.x86_64-linux;
  appsOf = perSystem: apps [ { inherit perSystem; } ];
  # What is not there in every flake.
  added = outputs: removeAttrs outputs (names (make { systems = [ ]; }));
  programs = builtins.mapAttrs (_: app: app.program);
  app = program: { inherit program; };
in
{
  # outputs

  nothing = make { systems = [ ]; };
  two_systems = removeAttrs
    (make {
      systems = [ "x86_64-linux" "s390x-linux" ];
      perSystem = { system, ... }: { apps.build.program = "/${system}/build"; };
    })
    [ "legacyPackages" "packages" ];
  flake_merges_with_perSystem = (make {
    inherit systems;
    perSystem.apps.inner = app "/inner";
    flake.apps.x86_64-linux.outer = { type = "app"; program = "/outer"; };
    flake.apps.s390x-linux.far = app (package' "far" "away");
  }).apps;
  flake_raw = added (make {
    systems = [ ];
    imports = [ { flake.version = "1"; } { flake = { hydraJobs.a = 1; }; } ];
    flake.lib.double = "doubled";
  });
  flake_known_options =
    let
      made = make {
        systems = [ ];
        imports = [
          { flake.nixosModules.a = { services.a.enable = true; }; }
          { flake.overlays.default = final: prev: { added = prev.base + final.top; }; }
        ];
        flake.nixosModules.b = { };
        flake.nixosConfigurations.host = package "host";
      };
    in
    {
      modules = names made.nixosModules;
      module = { inherit (made.nixosModules.a) _class _file; };
      overlay = made.overlays.default { top = "top"; } { base = "base-"; };
      hosts = made.nixosConfigurations;
    };
  flake_is_a_submodule = (make {
    systems = [ ];
    flake = { config, lib, ... }: {
      options.depth = lib.mkOption { default = 2; };
      config.twice = config.depth * 2;
    };
  }).twice;
  formatter = map
    (perSystem: (make { systems = [ "x86_64-linux" "s390x-linux" ]; inherit perSystem; }).formatter)
    [
      { formatter = package "fmt"; }
      ({ pkgs, ... }: { formatter = pkgs.hello; })
      ({ system, ... }: { apps.${system} = app "/a"; })
    ];
  debug =
    let made = make { inherit systems; debug = true; perSystem.apps.a = app "/a"; }; in
    {
      # Only an impure evaluation knows its system.
      names = names (removeAttrs made [ "currentSystem" ]);
      apps = made.allSystems.x86_64-linux.apps;
      program = made.debug.config.flake.apps.x86_64-linux.a.program;
      systems = made.debug.options.systems.value;
    };

  # apps

  app_fields = appsOf {
    apps.bare.program = "/bare";
    apps.full = { type = "app"; program = "/full"; meta.description = "all of it"; };
    apps.packaged.program = package' "tool-1.2" "run-tool";
    apps.unnamed.program = package "plain-1.2";
  };
  app_from_two_modules = apps [
    { perSystem.apps.a.program = "/a"; perSystem.apps.b = app "/b"; }
    { perSystem.apps.a.meta.description = "a"; }
    { perSystem = { ... }: { apps.a.meta.mainProgram = "a"; }; }
  ];
  app_unknown_attribute = fails (appsOf { apps.a = { program = "/a"; description = "no"; }; });
  app_wrong_twice = fails (apps [ { perSystem.apps.a = app "/1"; } { perSystem.apps.a = app "/2"; } ]);
  app_same_twice = apps [ { perSystem.apps.a = app "/1"; } { perSystem.apps.a = app "/1"; } ];
  app_without_program = names (appsOf { apps.a.meta.description = "later"; });

  # laziness

  names_alone = names (appsOf {
    apps = { one = boom; two.program = boom; };
    packages = boom;
    devShells.default = boom;
  });
  other_systems_stay_asleep = (make {
    systems = [ "x86_64-linux" "s390x-linux" ];
    perSystem = { system, ... }:
      if system == "s390x-linux" then boom else { apps.a = app "/a"; };
    flake.devShells = boom;
  }).apps.x86_64-linux;
  apps_from_config = programs (appsOf ({ config, self', inputs', lib, pkgs, ... }: {
    packages = { default = package' "mine" "main"; other = package' "other" "o"; };
    apps.config.program = config.packages.default;
    apps.self.program = self'.packages.other;
    apps.self-app.program = self'.apps.config.program;
    apps.input.program = inputs'.tools.packages.tool;
    apps.input-app = inputs'.tools.apps.tool;
    apps.pkgs.program = pkgs.hello;
    apps.many.program = toString (lib.mapAttrsToList (name: _: name) config.packages);
  }));
  condition_on_the_configuration = programs (appsOf ({ config, lib, ... }: {
    packages.a = package "a";
    apps = lib.mkMerge [
      (lib.mkIf (config.packages ? a) { a = app "/a"; })
      (lib.mkIf (config.packages ? b) { b = app "/b"; })
    ];
  }));

  # mkIf and its like

  conditions = {
    around_app = names (appsOf { apps = { no = lib.mkIf false (app boom); yes = lib.mkIf true (app boom); }; });
    around_apps = names (appsOf { apps = lib.mkIf false boom; });
    around_perSystem = names (apps [
      { perSystem = lib.mkIf false { apps.a = app "/a"; }; }
      { perSystem = lib.mkIf true { apps.b = app "/b"; }; }
    ]);
    around_config = names (apps [
      ({ config, ... }: {
        options.wanted = lib.mkOption { type = lib.types.bool; default = true; };
        config = lib.mkIf config.wanted { perSystem.apps.a = app "/a"; };
      })
      (lib.mkIf true { perSystem.apps.b = app "/b"; })
      (lib.mkIf false { perSystem.apps.c = app "/c"; })
    ]);
    nested = programs (appsOf {
      apps.a = lib.mkMerge [
        (lib.mkIf true (lib.mkMerge [ { program = "/a"; } (lib.mkIf false { program = "/b"; }) ]))
      ];
    });
  };
  priorities = programs (apps [
    {
      perSystem.apps = {
        default.program = lib.mkDefault "/weak";
        forced.program = "/normal";
        whole = lib.mkForce (app "/strong");
        numbered.program = lib.mkOverride 90 "/90";
        weakest.program = lib.mkOptionDefault "/1500";
      };
    }
    {
      perSystem.apps = {
        default.program = "/normal";
        forced.program = lib.mkForce "/strong";
        whole = app "/normal";
        numbered.program = lib.mkOverride 80 "/80";
        weakest.program = lib.mkDefault "/1000";
      };
    }
  ]);
  priority_of_the_set = names (apps [
    { perSystem.apps.a = app "/a"; }
    { perSystem.apps = lib.mkForce { b = app "/b"; }; }
  ]);
  lists_in_order = programs (apps [
    ./flake-parts-modules/nested
    ({ lib, ... }: {
      imports = [ { perSystem.words = [ "deeper" ]; } ];
      perSystem.words = [ "second" ];
    })
    { perSystem.words = lib.mkAfter [ "last" ]; }
    { perSystem.words = lib.mkBefore [ "first" ]; }
    { perSystem = { config, ... }: { apps.say.program = toString config.words; }; }
  ]);

  # modules

  files = programs (apps [ ./flake-parts-modules/apps.nix ./flake-parts-modules/apps.nix ]);
  keys = (apps [
    { key = "same"; perSystem.apps.a = app "/first"; }
    { _file = "somewhere"; key = "same"; perSystem.apps.a = app "/second"; }
    { _file = "elsewhere"; imports = [ { imports = [ { config.perSystem.apps.b = app "/b"; } ]; } ]; }
  ]);
  disabled = names (apps [
    ./flake-parts-modules/apps.nix
    { key = "off"; perSystem.apps.off = app "/off"; }
    { perSystem.apps.on = app "/on"; perSystem.words = [ ]; }
    { disabledModules = [ { key = "off"; } ]; }
  ]);
  perSystem_imports = programs (appsOf {
    imports = [ { apps.a = app "/a"; } ({ system, ... }: { apps.${system} = app "/b"; }) ];
    config.apps.c = app "/c";
  });
  arguments = added (make (top@{ config, inputs, lib, options, self, flake-parts-lib, moduleLocation, ... }: {
    inherit systems;
    flake = {
      inputs = names inputs;
      self = self.outPath;
      location = moduleLocation;
      top = lib.intersectLists (names top) [ "config" "extendModules" "inputs" "lib" "options" "self" "specialArgs" "withSystem" ];
      special = names top.specialArgs;
      perSystem = names config.allSystems.x86_64-linux.apps;
      helpers = flake-parts-lib ? mkPerSystemOption;
      declared = names (removeAttrs options [ "_module" ]);
    };
    perSystem = args@{ system, lib, ... }: {
      apps = lib.genAttrs (lib.intersectLists (names args) [ "config" "lib" "pkgs" "system" ]) app;
    };
  }));
  special_arguments = added (makeWith { specialArgs.extra = "given"; } ({ extra, self, ... }: {
    systems = [ extra ];
    imports = if extra == "given" then [ { flake.imported = true; } ] else [ ];
    flake.extra = extra + self.outPath;
  }));
  module_arguments = programs (apps [
    {
      _module.args.top = "top";
      perSystem = { system, ... }: { _module.args.inner = "inner-${system}"; };
    }
    ({ top, ... }: { perSystem = { inner, ... }: { apps.a = app "/${top}/${inner}"; }; })
  ]);
  pkgs_replaced = map (value: (appsOf ({ pkgs, ... }: { _module.args.pkgs = value; apps.a.program = pkgs.hello; })).a.program) [
    { hello = package' "plain" "p"; }
    (lib.mkForce { hello = package' "forced" "f"; })
    (lib.mkDefault { hello = package' "default" "d"; })
  ];
  top_arguments_are_not_for_perSystem = map
    (perSystem: fails (appsOf perSystem).a)
    [
      ({ self, ... }: { apps.a.program = self.outPath; })
      ({ inputs, ... }: { apps.a.program = inputs.tools.outPath; })
    ];
  withSystem = added (make ({ withSystem, getSystem, config, ... }: {
    inherit systems;
    perSystem = { system, ... }: { apps.a = app "/${system}/a"; packages.p = package system; };
    flake.here = withSystem "x86_64-linux" ({ config, pkgs, system, ... }: [ config.apps.a.program pkgs.system system ]);
    flake.far = withSystem "s390x-linux" ({ config, self', ... }: config.apps.a.program);
    flake.got = (getSystem "x86_64-linux").packages.p;
    flake.all = names config.allSystems;
  }));
  moduleWithSystem =
    let
      made = make ({ moduleWithSystem, ... }: {
        inherit systems;
        perSystem.packages.default = package "mine";
        flake.module = moduleWithSystem (perSystem@{ config, ... }: { lib, ... }: {
          options.tool = lib.mkOption { default = config.packages.default; };
        });
      });
    in
    map
      (module: (module { inherit lib; }).options.tool.default)
      (made.module { config._module.args.system = "x86_64-linux"; }).imports;

  # options of the repo's own

  perSystem_options = programs (apps [
    ({ flake-parts-lib, lib, ... }: {
      options.perSystem = flake-parts-lib.mkPerSystemOption ({ config, ... }: {
        options.scripts = lib.mkOption {
          type = lib.types.attrsOf (lib.types.submodule ({ name, config, ... }: {
            options.path = lib.mkOption { type = lib.types.str; default = "/bin/${name}"; };
            options.upper = lib.mkOption { type = lib.types.str; };
            config.upper = lib.toUpper config.path;
          }));
          default = { };
        };
        options.prefix = lib.mkOption { type = lib.types.str; default = "do"; };
        config.apps = lib.mapAttrs' (name: script: {
          name = "${config.prefix}-${name}";
          value.program = script.upper;
        }) config.scripts;
      });
    })
    { perSystem.scripts = { a = { }; b.path = "/b"; }; }
    { perSystem.scripts = { c = lib.mkIf false { }; a.path = lib.mkDefault "/never"; }; }
    { perSystem.prefix = "run"; }
  ]);
  top_options = added (make ({ config, options, lib, ... }: {
    options = {
      my.tree.count = lib.mkOption { type = lib.types.int; default = 1; };
      my.words = lib.mkOption { type = lib.types.listOf lib.types.str; default = [ "none" ]; };
      my.maybe = lib.mkOption { type = lib.types.nullOr lib.types.str; default = null; };
      my.made = lib.mkOption { type = lib.types.functionTo lib.types.str; };
      my.rows = lib.mkOption {
        type = with lib.types; listOf (submodule { options.n = lib.mkOption { default = 0; }; });
      };
      my.one = lib.mkOption {
        type = with lib.types; nullOr (uniq (submodule { options.n = lib.mkOption { default = 1; }; }));
      };
      my.deep = lib.mkOption { type = lib.types.anything; };
      my.text = lib.mkOption { type = lib.types.lines; };
      my.set = lib.mkOption { type = lib.types.attrs; };
      my.applied = lib.mkOption { default = 3; apply = x: x * 2; };
      my.free = lib.mkOption { type = lib.types.submodule { freeformType = lib.types.attrsOf lib.types.int; options.known = lib.mkOption { default = 0; }; }; };
      flake.extra = lib.mkOption { type = lib.types.listOf lib.types.int; default = [ ]; };
    };
    imports = [
      { my.rows = [ { n = 1; } ]; my.one = { }; }
      { my.rows = [ { } ]; }
      { my.deep = { a.b = 1; c = lib.mkIf false 2; }; my.text = "one"; }
      { my.deep.a.d = lib.mkDefault 4; my.text = "two"; }
    ] ++ [ { flake.extra = [ 1 ]; } { flake.extra = [ 2 ]; } { my.words = [ "b" ]; } ];
    config = {
      systems = [ ];
      my.words = [ "a" ];
      my.made = x: "made of ${x}";
      my.free.other = 5;
      flake.result = config.my // { made = config.my.made "x"; };
      flake.defined = [ options.my.maybe.isDefined options.my.words.isDefined ];
    };
  }));
  transposed = builtins.intersectAttrs { apps = 1; adhoc = 1; sites = 1; } (make ({ flake-parts-lib, lib, config, ... }: {
    imports = [
      (flake-parts-lib.mkTransposedPerSystemModule {
        name = "sites";
        option = lib.mkOption { type = lib.types.lazyAttrsOf lib.types.str; default = { }; };
        file = "sites.nix";
      })
    ];
    inherit systems;
    transposition.adhoc.adHoc = true;
    perSystem = { self', ... }: {
      sites.main = "main";
      adhoc.anything = 1;
      apps.a = app self'.sites.main;
    };
  }));
  perInput = (make ({ config, ... }: {
    inherit systems;
    perInput = system: flake: { own = "${system} of ${flake.outPath}"; };
    perSystem = { inputs', self', ... }: { apps.a = app inputs'.tools.own; apps.b = app self'.own; };
  })).apps;
  importApply = (make {
    systems = [ ];
    imports = [ (flake-parts.lib.importApply ./flake-parts-modules/applied.nix { word = "outer"; }) ];
  }).applied;

  # modules that flake-parts offers

  easyOverlay =
    let
      made = make {
        inherit systems;
        imports = [ flake-parts.flakeModules.easyOverlay ];
        perSystem = { config, final, pkgs, ... }: {
          packages.mine = package "mine-${pkgs.system}";
          apps.a.program = toString final.hello;
          overlayAttrs = { inherit (config.packages) mine; };
        };
      };
    in
    [ (made.overlays.default { } { system = "s390x-linux"; }).mine made.apps ];
  flakeModules =
    let
      made = make {
        systems = [ ];
        imports = [ flake-parts.flakeModules.flakeModules flake-parts.flakeModules.modules ];
        flake.flakeModule = { perSystem.apps.shared = app "/shared"; };
        flake.modules.nixos.a = { };
        flake.modules.generic.b = { };
      };
    in
    {
      outputs = names made;
      modules = builtins.mapAttrs (_: names) made.modules;
      apps = names (apps [ made.flakeModule made.flakeModules.default ]);
    };
  partitions = builtins.intersectAttrs { apps = 1; checks = 1; } (make {
    inherit systems;
    imports = [ flake-parts.flakeModules.partitions ];
    perSystem.apps.a = app "/a";
    perSystem.checks.never = boom;
    partitionedAttrs.checks = "dev";
    partitions.dev.extraInputs.more = flake { packages.x86_64-linux.p = package "more"; };
    partitions.dev.module = { inputs, ... }: {
      perSystem = { config, inputs', ... }: {
        checks = lib.mkForce { a = package (baseNameOf config.apps.a.program); more = inputs'.more.packages.p; };
      };
    };
  });
}
