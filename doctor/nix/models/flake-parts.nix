# flake-parts, and as much of nixpkgs' module system as it stands on.
#
# prim.isKnown x       whether x, forced, is anything but a symbol
# prim.open set why    set, where the symbol why may have added more
# prim.gap x           the symbol behind what is not known of x, or null
# prim.symbol text     an unknown value
# prim.moduleFacts x   of a module that is the symbol x: null, or a set in which
#                      `apps = false` says that it adds nothing to `apps`, and
#                      likewise for the other outputs
{ lib, prim, ... }:
let
  inherit (builtins)
    all any attrNames catAttrs concatLists concatMap concatStringsSep elem filter
    foldl' functionArgs head intersectAttrs isAttrs isFunction isList mapAttrs
    removeAttrs sort tail tryEval zipAttrsWith;
  inherit (prim) isKnown;

  # Unknown values. Whatever a flake writes may be a symbol or an open set.

  sure = condition: isKnown condition && condition;
  isClosed = set: isKnown (attrNames set);
  # The symbols behind what is not known of some values.
  gaps = values: filter (symbol: !isKnown symbol) (map prim.gap values);
  # An unknown list counts as one unknown element.
  listed = list: if isKnown list then list else [ list ];
  # zipAttrsWith of what is known; open if one of the sets is.
  zip = f: sets:
    let
      zipped = zipAttrsWith f sets;
      have = name: set: if sure (set ? ${name}) then [ set.${name} ] else [ ];
    in
    if isClosed zipped then zipped
    else mapAttrs
      (name: _: f name (concatMap (have name) sets))
      (foldl' (all: set: all // set) { } sets);

  areSets = all (value:
    isKnown value && isAttrs value && !sure (lib.isDerivation value));

  # Definitions: plain values, or mkIf, mkMerge, mkOverride and mkOrder of them.

  arePlain = values: sure (!any (value: value ? _type) values);
  tag = value:
    let type = value._type or null; in
    if isKnown type then type else null;

  # A definition's plain values; behind an unknown condition they are unknown.
  discharge = value:
    let type = tag value; in
    if type == "merge" then concatMap discharge (listed value.contents)
    else if type == "made" then [ value.content ]
    else if type != "if" then [ value ]
    else if !isKnown value.condition
    then map (hide value.condition) (discharge value.content)
    else if value.condition then discharge value.content
    else [ ];
  hide = symbol: value:
    if tag value == "override" then value // { content = symbol; } else symbol;

  # Sets without an outer mkIf. Its condition moves inwards, unseen: it may well
  # depend on the very configuration that is being put together.
  pushedDown = values:
    if arePlain values then values else concatMap pushDown values;
  pushDown = value:
    let
      type = tag value;
      inward = wrap: map (mapAttrs (_: wrap)) (pushDown value.content);
    in
    if type == "merge" then concatMap pushDown (listed value.contents)
    else if type == "if" then inward (lib.mkIf value.condition)
    else if type == "override" then inward (lib.mkOverride value.priority)
    else [ value ];

  unwrap = type: value: if tag value == type then value.content else value;
  priority = type: default: value:
    if tag value == type then value.priority else default;
  strongest = values:
    let
      rank = priority "override" 100;
      best = foldl' (best: value: lib.min best (rank value)) 9999 values;
    in
    map (unwrap "override") (filter (value: rank value == best) values);
  ordered = values:
    let rank = priority "order" 1000; in
    map (unwrap "order") (sort (a: b: rank a < rank b) values);
  settle = defs:
    if arePlain defs then defs else ordered (strongest (concatMap discharge defs));

  # Types. One is a function `combine` from the modules of all its declarations,
  # the option's name and its settled definitions to its value.

  raw.combine = _: merge;
  each = type: { combine = _: _: zip (define type); };
  eachDefined = type: {
    combine = _: _: values:
      let
        isDefined = _: value: discharge value != [ ];
        prune = set: if isClosed set then lib.filterAttrs isDefined set else set;
      in
      zip (define type) (map prune values);
  };
  list = type: {
    combine = _: name: values:
      if !all isKnown values then merge name values
      else map
        (value: define type name [ value ])
        (concatMap discharge (concatLists values));
  };
  function = type: {
    combine = _: name: values: argument:
      define type name (map (f: f argument) values);
  };
  deferred.combine = modules: _: values: { imports = modules ++ values; };
  submodule = getSubModules: submoduleWith { inherit getSubModules; };
  submoduleWith = { getSubModules, specialArgs ? { }, load ? value: value }: {
    inherit getSubModules;
    combine = modules: name: values:
      (evalModules {
        inherit specialArgs;
        modules =
          [{ _module.args = { inherit name; }; }] ++ modules ++ map load values;
      }).config;
  };

  # nixpkgs' types, told by their names.
  types = {
    lazyAttrsOf = type: each type.nestedTypes.elemType;
    attrsOf = type: eachDefined type.nestedTypes.elemType;
    listOf = type: list type.nestedTypes.elemType;
    functionTo = type: function type.nestedTypes.elemType;
    unique = type: { combine = _: define type.nestedTypes.elemType; };
    separatedString = type: {
      combine = _: name: values:
        let inherit (type.functor) payload; in
        concatStringsSep (payload.sep or payload) values;
    };
    nullOr = type: {
      combine = _: name: values:
        let some = filter (value: !sure (value == null)) values; in
        if some == [ ] then null else define type.nestedTypes.elemType name some;
    };
    attrs = _: { combine = _: name: values: merge name ([ { } ] ++ values); };
    anything = type: {
      combine = _: name: values:
        if values != [ ] && areSets values then (eachDefined type).combine [ ] name values
        else merge name values;
    };
    deferredModule = _: deferred;
    submodule = type:
      let
        payload = type.functor.payload or { };
        plain = payload.shorthandOnlyDefinesConfig or false == true;
      in
      submoduleWith {
        inherit (type) getSubModules;
        specialArgs = payload.specialArgs or { };
        load = value: if plain && areSets [ value ] then { config = value; } else value;
      };
  };

  combine = type: modules: name: values:
    let isOurs = type ? combine; in
    if !isKnown isOurs then guess type name values
    else if isOurs then type.combine modules name values
    else combine ((types.${type.name or ""} or (_: raw)) type) modules name values;
  define = type: name: defs:
    combine type (submodules type) name (settle defs);
  submodules = type:
    let modules = type.getSubModules or null; in
    if modules == null then [ ] else modules;

  merge = name: values:
    if values == [ ] then throw "the option ${name} is used but not defined"
    else if !all isKnown values
    then head (filter (value: !isKnown value) values)
    else if tail values == [ ] then head values
    else if all isList values then concatLists values
    else if areSets values then foldl' (old: new: old // new) { } values
    else if all (value: value == head values) values then head values
    else throw "the option ${name} has conflicting definitions";
  # Of an unknown type: it may add defaults to sets, at any depth.
  guess = type: name: values:
    if values == [ ] then type
    else if !all isKnown values then merge name values
    else if areSets values then prim.open (zip (define type) values) type
    else if all isList values
    then map (value: guess type name [ value ]) (concatLists values)
    else if tail values == [ ] then head values
    else prim.symbol "the definitions of ${name}, merged";

  # Options against definitions. `strangers` are the symbols of modules that may
  # declare and define anything. Where flake-parts itself declares an option
  # they are reckoned with (`shared`); one that the repo declares is its own.

  option = type: { _type = "option"; inherit type; };
  shared = type: option type // { default = { }; shared = true; };
  isOption = decl: decl._type or null == "option";

  evalOptions = strangers: freeform: decls: defs:
    let
      given = zip (_: values: values) defs;
      nodes = zip node (filter isKnown decls);
      symbols = strangers ++ gaps decls ++ (if isClosed given then [ ] else gaps defs);
      openBy = set: if symbols == [ ] then set else prim.open set (head symbols);
      node = name: decls:
        let
          defs = if sure (given ? ${name}) then given.${name} else [ ];
          isLeaf = any isOption decls;
        in
        if !isKnown isLeaf then { value = isLeaf; option = isLeaf; }
        else if isLeaf then evalOption symbols name decls defs
        else evalOptions symbols freeform decls (pushedDown defs);
      values = mapAttrs (_: node: node.value) nodes;
    in
    {
      value = openBy
        (if freeform == null then values
        else combine freeform [ ] "a freeform attribute" defs // values);
      option = openBy (mapAttrs (_: node: node.option) nodes);
    };

  evalOption = strangers: name: decls: defs:
    let
      declared = foldl' (found: decl: decl // found) { } (filter isOption decls);
      type = declared.type or raw;
      modules = concatMap
        (decl:
          if isOption decl then submodules (decl.type or raw)
          else [ { options = decl; } ])
        decls;
      settled = settle
        (if arePlain defs || !sure (type ? getSubModules) then defs
        else concatMap spread defs);
      definitions =
        if settled == [ ] && declared ? default then [ declared.default ] else settled;
      mayDefine = stranger: (prim.moduleFacts stranger).${name} or true;
      values =
        if declared.shared or false
        then definitions ++ filter mayDefine strangers
        else if definitions == [ ] && strangers != [ ] then [ (head strangers) ]
        else definitions;
      value = (declared.apply or (x: x)) (combine type modules name values);
    in
    {
      inherit value;
      option = declared // {
        inherit value definitions;
        isDefined = definitions != [ ];
      };
    };

  # Modules

  # Of a module behind an unknown condition it is at least known what it defines.
  spread = value:
    let type = tag value; in
    if type == "merge" then concatMap spread (listed value.contents)
    else if type == "if" && !isKnown value.condition && areSets [ value.content ]
      && sure (intersectAttrs special value.content == { })
    then [ (mapAttrs (_: lib.mkIf value.condition) value.content) ]
    else [ value ];

  # What is not a definition at the top of a module.
  special = {
    __functor = null; _class = null; _file = null; _type = null; config = null;
    disabledModules = null; freeformType = null; imports = null; key = null;
    options = null;
  };

  evalModules = { modules, specialArgs ? { } }:
    let
      given = { inherit lib config options specialArgs; } // specialArgs;
      call = f:
        f (given // mapAttrs
          (name: _: given.${name} or config._module.args.${name})
          (lib.functionArgs f));

      # `key` tells a file that is imported twice.
      read = key: module:
        let
          plain = {
            inherit key;
            imports = [ ];
            options = { };
            config = module;
            unknown = [ ];
          };
          structure = intersectAttrs special module;
          others = removeAttrs module (attrNames special);
        in
        if !isKnown module
        then plain // { config = { }; unknown = [ module ]; }
        else if isFunction module then read key (call module)
        else if !isAttrs module then read module (import module)
        else if sure (structure == { })
        then plain
        else if sure (module ? __functor) then read key (call module)
        else if elem (tag module) [ "if" "merge" "override" ]
        then read key { config = module; }
        else {
          key = module.key or key;
          imports = listed (module.imports or [ ]);
          options = module.options or { };
          config =
            if !sure (module ? config || module ? options) then others
            else if sure (removeAttrs others [ "meta" ] != { })
            then throw "beside config or options a module has ${head (attrNames others)}"
            else module.config or { };
          disabled = map
            (other: other.key or other)
            (listed (module.disabledModules or [ ]));
          freeform =
            if sure (module ? freeformType) then [ module.freeformType ] else [ ];
          unknown = gaps [ module ];
        };

      # Breadth first, and each file once.
      gather = keys: modules:
        let
          add = found: module:
            if sure (module.key == null)
            then found // { modules = found.modules ++ [ module ]; }
            else if sure (elem module.key found.keys) then found
            else {
              keys = found.keys ++ [ module.key ];
              modules = found.modules ++ [ module ];
            };
          found = foldl' add { inherit keys; modules = [ ]; } (map (read null) modules);
        in
        if modules == [ ] then [ ]
        else found.modules
          ++ gather found.keys (concatLists (catAttrs "imports" found.modules));

      own = {
        options._module.args = shared (each raw);
        config._module.args = { inherit extendModules; };
      };
      all = gather [ ] (modules ++ [ own ]);
      disabled = concatLists (catAttrs "disabled" all);
      loaded = lib.reverseList
        (if disabled == [ ] then all else gather disabled (modules ++ [ own ]));
      freeforms = concatLists (catAttrs "freeform" loaded);
      result = evalOptions
        (concatLists (catAttrs "unknown" loaded))
        (if freeforms == [ ] then null else head freeforms)
        (catAttrs "options" loaded)
        (pushedDown (catAttrs "config" loaded));
      config = result.value;
      options = result.option;

      extendModules = more: evalModules {
        modules = modules ++ more.modules or [ ];
        specialArgs = specialArgs // more.specialArgs or { };
      };
    in
    {
      inherit options extendModules;
      inherit (config) _module;
      config = removeAttrs config [ "_module" ];
    };

  # flake-parts

  app.combine = _: name: values:
    let
      fields = {
        type = merge;
        program = name: defs: merge name (map toProgram defs);
        meta = (each raw).combine [ ];
      };
      toProgram = value:
        if isKnown value && lib.isDerivation value then lib.getExe value else value;
      given = zip (field: defs: fields.${field} field (settle defs)) values;
      others = attrNames (removeAttrs given (attrNames fields));
    in
    if sure (others != [ ])
    then throw "the app ${name} has ${head others} beside type, program and meta"
    # Of the first definition its place in the repo is kept.
    else head values // {
      type = given.type or "app";
      program = given.program or (throw "the app ${name} has no program");
      meta = given.meta or { };
    };

  # The outputs that are `<output>.<system>.<name>`, with the type of one.
  outputs = {
    apps = app;
    checks = raw;
    devShells = raw;
    legacyPackages = raw;
    packages = raw;
  };
  # All of an output. What perSystem made and nothing adds to is taken as it is.
  bySystem = type: {
    combine = _: _: values:
      let unknown = gaps values; in
      zip
        (system: defs:
          if unknown == [ ] && tail defs == [ ] && tag (head defs) == "made"
          then (head defs).content
          else define (each type) system (defs ++ unknown))
        values;
  };
  transposed = config: output: _:
    let
      made =
        if outputs ? ${output} then content: { _type = "made"; inherit content; }
        else content: content;
    in
    mapAttrs (_: outputs: made outputs.${output}) config.allSystems;

  # The arguments of a module, as the repl likes them.
  debugged = { config, options, extendModules, ... }:
    config // { inherit config options extendModules; inherit (config) _module; };

  perSystemModule = top:
    let
      adHoc = lib.filterAttrs
        (_: output: output.adHoc or false)
        top.config.transposition;
    in
    args@{ config, options, specialArgs, system, inputs', extendModules, ... }: {
      options = perSystemOptions // mapAttrs (_: _: option raw) adHoc;
      config = {
        debug = debugged args;
        allModuleArgs =
          config._module.args // specialArgs // { inherit config options; };
        _module.args = onlyAtTop // {
          inputs' =
            mapAttrs (_: top.config.perInput system) (top.self.inputs or top.inputs);
          self' = top.config.perInput system top.self;
          pkgs = lib.mkOptionDefault inputs'.nixpkgs.legacyPackages;
        };
      };
    };
  perSystemOptions = mapAttrs (_: type: shared (each type)) outputs // {
    formatter = option raw // { default = null; };
    debug = option raw;
    allModuleArgs = option raw;
  };
  onlyAtTop = lib.genAttrs
    [ "self" "inputs" "getSystem" "withSystem" "moduleWithSystem" ]
    (name: throw "${name} is an argument of the top-level module, not of perSystem");

  core = top@{ config, options, self, inputs, moduleLocation, extendModules, ... }: {
    options = {
      systems = option (list raw);
      debug = option raw // { default = false; };
      transposition = option (each raw);
      allSystems = option raw;
      perInput = option (function (function (each raw))) // { shared = true; };
      perSystem = perSystemOption (perSystemModule top) // { shared = true; };
      processedFlake = option raw;
      flake = shared (submodule [{
        freeformType = each raw;
        options = mapAttrs (_: type: shared (bySystem type)) outputs // {
          formatter = shared (each raw);
          nixosConfigurations = shared (each raw);
          nixosModules = shared (each deferred) // {
            apply = mapAttrs (published moduleLocation "nixosModules" "nixos");
          };
          overlays = shared (each raw) // {
            apply = mapAttrs (_: overlay: final: prev: overlay final prev);
          };
        };
      }]);
    };

    config = {
      transposition = mapAttrs (_: _: { }) outputs;
      allSystems = lib.genAttrs config.systems config.perSystem;
      perInput = system: flake:
        mapAttrs
          (output: _:
            flake.${output}.${system}
              or (throw "a flake has no ${output}.${system}"))
          config.transposition
        // { formatter = flake.formatter.${system}; };

      flake = lib.mkMerge [
        (mapAttrs (transposed config) config.transposition)
        {
          # Left out if no system has one; so it is asked for without a system.
          formatter =
            let
              probe = tryEval (config.perSystem (throw "no system")).formatter;
              formatter = outputs:
                if outputs.formatter == null
                then throw "not every system has a formatter"
                else outputs.formatter;
            in
            lib.optionalAttrs
              (!probe.success || probe.value != null)
              (mapAttrs (_: formatter) config.allSystems);
        }
        (lib.mkIf config.debug {
          debug = debugged top;
          allSystems = mapAttrs (_: outputs: outputs.debug) config.allSystems;
        })
      ];

      _module.args = rec {
        getSystem = system: config.allSystems.${system} or (config.perSystem system);
        getSystemIgnoreWarning = getSystem;
        withSystem = system: f: f (getSystem system).allModuleArgs;
        moduleWithSystem = module: { config, ... }:
          let
            inherit (config._module) args;
            system = args.system or args.pkgs.stdenv.hostPlatform.system;
            all = withSystem system (all: all);
            wanted = mapAttrs (name: _: all.${name}) (functionArgs module);
          in
          { imports = [ (module wanted) ]; };
      };
    };
  };

  published = location: output: _class: name: module: {
    inherit _class;
    _file = "${toString location}#${output}.${name}";
    imports = [ module ];
  };

  perSystemOption = module: option {
    getSubModules = [ module ];
    combine = modules: _: values: system:
      (evalModules {
        modules = modules ++ values;
        specialArgs = { inherit system; };
      }).config;
  };

  # Imported twice, such a module counts once.
  keyed = name: module: { key = "flake-parts/${name}"; imports = [ module ]; };

  flake-parts-lib = rec {
    mkFlake = args: module:
      let inherit (evalFlakeModule args module) config options; in
      if options.processedFlake.isDefined then config.processedFlake else config.flake;
    evalFlakeModule =
      { inputs ? self.inputs
      , self ? inputs.self
      , specialArgs ? { }
      , moduleLocation ? "${self.outPath}/flake.nix"
      }:
      module:
      evalModules {
        modules = [ core module ];
        specialArgs =
          { inherit inputs self moduleLocation flake-parts-lib; } // specialArgs;
      };

    mkPerSystemOption = perSystemOption;
    mkPerSystemType = module: (perSystemOption module).type;
    mkDeferredModuleOption = mkPerSystemOption;
    mkDeferredModuleType = mkPerSystemType;
    mkSubmoduleOptions = options: option (submodule [{ inherit options; }]);
    mkTransposedPerSystemModule = { name, option, file ? null }: {
      options.flake.${name} = shared (each (option.type or raw));
      options.perSystem = perSystemOption { options.${name} = option; };
      config.transposition.${name} = { };
    };
    mkAliasOptionModule = from: to: { config, options, ... }:
      let alias = lib.getAttrFromPath from options; in
      {
        options = lib.setAttrByPath from
          (option raw // { apply = _: lib.getAttrFromPath to config; });
        config = lib.mkIf alias.isDefined
          (lib.setAttrByPath to (lib.mkMerge alias.definitions));
      };

    attrsWith = { elemType, ... }: each elemType;
    defaultModule = flake: flake.flakeModules.default or flake;
    importApply = file: args: { _file = file; imports = [ (import file args) ]; };
    importAndPublish = name: module: {
      imports = [ module flakeModules.modules ];
      flake.modules.flake.${name} = module;
    };
    memoizeStr = f: f;
  };

  flakeModules = mapAttrs keyed {
    bundlers = flake-parts-lib.mkTransposedPerSystemModule {
      name = "bundlers";
      option = shared (each raw);
    };

    easyOverlay = { config, getSystem, ... }: {
      options.perSystem = perSystemOption ({ pkgs, extendModules, ... }: {
        options.overlayAttrs = shared (each raw);
        options.extendModules = option raw // { default = extendModules; };
        config._module.args.final =
          lib.mkDefault (pkgs.extend config.flake.overlays.default);
      });
      config.flake.overlays.default = final: prev:
        let
          perSystem = getSystem (prev.stdenv.hostPlatform.system or prev.system);
          pkgs = { final = lib.mkForce final; pkgs = lib.mkForce prev; };
          extended = perSystem.extendModules { modules = [{ _module.args = pkgs; }]; };
        in
        extended.config.overlayAttrs;
    };

    flakeModules = { moduleLocation, ... }: {
      options.flake = option (submodule [
        (flake-parts-lib.mkAliasOptionModule [ "flakeModule" ] [ "flakeModules" "default" ])
        {
          options.flakeModules = shared (each deferred) // {
            apply = mapAttrs (name: module: rec {
              inherit (published moduleLocation "flakeModules" "flake" name module)
                _class _file imports;
              key = _file;
            });
          };
        }
      ]);
    };

    modules = { moduleLocation, ... }: {
      options.flake.modules = shared (each (each deferred)) // {
        apply = mapAttrs (class: mapAttrs (name: module:
          if class == "generic" then module
          else { ... }: published moduleLocation "modules.${class}" class name module));
      };
    };

    # It takes attributes away by rules that are not modelled.
    touchup.processedFlake = prim.symbol "flakeModules.touchup";

    # An attribute of the flake from an evaluation of its own, with more inputs.
    partitions = { config, inputs, self, extendModules, partitionStack, ... }:
      let
        partition = { config, options, name, ... }:
          let
            unread = prim.symbol "the flake of the partition ${name}";
            base =
              if options.extraInputsFlake.isDefined then prim.open inputs unread else inputs;
            specialArgs = {
              inputs = base // config.extraInputs // { inherit (specialArgs) self; };
              self = self // { inherit (specialArgs) inputs; };
              partitionStack = partitionStack ++ [ name ];
            };
            evaluate = modules: (extendModules { inherit modules specialArgs; }).config;
          in
          {
            options = {
              extraInputsFlake = option raw;
              extraInputs = option (each raw) // { default = { }; };
              module = option { combine = _: _: evaluate; } // { default = { }; };
            };
          };
      in
      {
        options = {
          partitionedAttrs = option (each raw) // { default = { }; };
          partitions = option (each (submodule [ partition ])) // { default = { }; };
        };
        config = {
          _module.args.partitionStack = [ ];
          flake = lib.optionalAttrs (partitionStack == [ ]) (mapAttrs
            (name: partition: lib.mkForce config.partitions.${partition}.module.flake.${name})
            config.partitionedAttrs);
        };
      };
  };
in
{
  lib = prim.open flake-parts-lib (prim.symbol "flake-parts.lib");
  flakeModules = prim.open flakeModules (prim.symbol "flake-parts.flakeModules");
}
