# nixpkgs as a flake and as an import: the writers of scripts, stdenv's platform, callPackage.
#
# Everything else of `pkgs` is a symbol. Overlays that the repo writes itself are applied; an
# overlay from a foreign input is taken to add packages, and to leave `lib` and the writers alone.
{ lib, prim }:
let
  inherit (builtins) elem filter foldl' functionArgs isFunction isString mapAttrs;

  platform = system:
    let
      is = names: elem system names || elem (lib.last (lib.splitString "-" system)) names;
      cpu = lib.head (lib.splitString "-" system);
    in
    prim.open {
      inherit system;
      isLinux = is [ "linux" ];
      isDarwin = is [ "darwin" ];
      isMacOS = is [ "darwin" ];
      isx86_64 = cpu == "x86_64";
      isAarch64 = cpu == "aarch64";
      isAarch32 = elem cpu [ "armv5tel" "armv6l" "armv7a" "armv7l" ];
      isi686 = cpu == "i686";
      isS390x = cpu == "s390x";
      isRiscV64 = cpu == "riscv64";
      isWindows = is [ "cygwin" "windows" ];
      isFreeBSD = is [ "freebsd" ];
    } (prim.symbol "pkgs.stdenv.hostPlatform");

  # A derivation of which the attributes are known; `extra` may override them.
  derivation = name: path: extra:
    let
      self = {
        inherit name;
        type = "derivation";
        outPath = path;
        drvPath = prim.storePath "${name}.drv";
        outputName = "out";
        outputs = [ "out" ];
        out = self;
        meta = { };
        passthru = { };
        overrideAttrs = prim.symbol "overrideAttrs";
        override = prim.symbol "override";
      } // extra;
    in
    self;

  script = { name, text, at, writer, meta ? { }, passthru ? { } }:
    derivation name (prim.script { inherit name text at writer; }) { inherit meta passthru; };

  bin = name: text: writer: meta: script {
    inherit name text writer;
    at = "/bin/${name}";
    meta = { mainProgram = name; } // meta;
  };
  file = name: text: writer: script { inherit name text writer; at = ""; };

  # lib.makeBinPath; that one leaves out null, and of a symbol it is not known whether it is.
  binPath = lib.concatMapStringsSep ":" (package: "${lib.getBin package}/bin");

  writersFor = pkgs:
    let
      shebang = "#!${pkgs.runtimeShell}\n";
      # `writers.writeX` takes the text last, and newer ones a set of options before it.
      either = write: name: contentOrOptions:
        if builtins.isAttrs contentOrOptions && !(contentOrOptions ? outPath)
        then write name
        else write name contentOrOptions;
      interpreted = interpreter: writer: {
        file = either (name: text: file name "#!${interpreter}\n${text}" writer);
        bin = either (name: text: bin name "#!${interpreter}\n${text}" writer { });
      };
      bash = interpreted "${pkgs.bash}/bin/bash" "writeBash";
      dash = interpreted "${pkgs.dash}/bin/dash" "writeDash";
    in
    {
      writeText = name: text: file name text "writeText";
      writeScript = name: text: file name text "writeScript";
      writeScriptBin = name: text: bin name text "writeScriptBin" { };
      writeShellScript = name: text: file name (shebang + text) "writeShellScript";
      writeShellScriptBin = name: text: bin name (shebang + text) "writeShellScriptBin" { };
      writeTextFile =
        { name, text, executable ? false, destination ? "", meta ? { }, passthru ? { }, ... }:
        script { inherit name text meta passthru; at = destination; writer = "writeTextFile"; };
      writeTextDir = path: text:
        script { inherit text; name = baseNameOf path; at = "/${path}"; writer = "writeTextDir"; };
      writeShellApplication =
        { name
        , text
        , runtimeInputs ? [ ]
        , runtimeEnv ? null
        , meta ? { }
        , passthru ? { }
        , bashOptions ? [ "errexit" "nounset" "pipefail" ]
        , inheritPath ? true
        , ...
        }:
        let
          options = lib.concatMapStrings (option: "set -o ${option}\n") bashOptions;
          exported = lib.optionalString (runtimeEnv != null) (lib.concatStrings (
            lib.mapAttrsToList (var: value: "${lib.toShellVar var value}\nexport ${var}\n") runtimeEnv
          ));
          path = lib.optionalString (runtimeInputs != [ ])
            "export PATH=\"${binPath runtimeInputs}${if inheritPath then ":$PATH" else ""}\"\n";
        in
        script {
          inherit name passthru;
          text = "${shebang}${options}${exported}${path}${text}";
          at = "/bin/${name}";
          writer = "writeShellApplication";
          meta = { mainProgram = name; } // meta;
        };
      writers = prim.open {
        writeBash = bash.file;
        writeBashBin = bash.bin;
        writeDash = dash.file;
        writeDashBin = dash.bin;
      } (prim.symbol "pkgs.writers");
    };

  # What a build makes of its arguments is known only to Nix; what it is called is not.
  built = arguments:
    let
      given = if isFunction arguments then lib.fix arguments else arguments;
      name = given.name or "${given.pname}-${given.version}";
      self = prim.open ({ meta = { }; passthru = { }; } // given // {
        inherit name;
        type = "derivation";
        outPath = prim.storePath name;
        drvPath = prim.storePath "${name}.drv";
        outputName = "out";
        out = self;
      }) (prim.symbol name);
    in
    self // (given.passthru or { });

  callPackageWith = scope: given: overrides:
    let
      function = if isFunction given then given else import given;
      taken = mapAttrs (name: _: scope.${name}) (functionArgs function);
      result = function (taken // overrides);
    in
    if prim.isKnown result && builtins.isAttrs result
    then result // {
      override = prim.symbol "override";
      overrideDerivation = prim.symbol "overrideDerivation";
    }
    else result;

  # What is built on `local` for `host`.
  packages = { local, host, ... }: self:
    let
      platforms = {
        buildPlatform = platform local;
        hostPlatform = platform host;
        targetPlatform = platform host;
      };
    in
    prim.open (writersFor self // platforms // {
      inherit lib;
      system = host;
      pkgs = self;
      stdenv = prim.open (platforms // {
        system = host;
        inherit (platforms.hostPlatform) isLinux isDarwin isx86_64 isAarch64;
        mkDerivation = built;
      }) (prim.symbol "pkgs.stdenv");
      stdenvNoCC = self.stdenv;
      runtimeShell = "${self.bash}/bin/bash";
      bash = prim.symbol "pkgs.bash";
      dash = prim.symbol "pkgs.dash";
      callPackage = callPackageWith self;
      newScope = extra: callPackageWith (self // extra);
      runCommand = name: environment: command: built ({ inherit name; } // environment);
      runCommandLocal = self.runCommand;
      mkShell = arguments: built ({ name = "nix-shell"; } // arguments);
      mkShellNoCC = self.mkShell;
      extend = overlay: extended (_: self) [ overlay ];
      appendOverlays = extended (_: self);
    }) (prim.symbol "pkgs");

  # An overlay that cannot be read comes from an input, and is taken to leave these alone.
  extended = base: overlays:
    let
      readable = overlay: prim.isKnown overlay && lib.isFunction overlay;
      self = foldl' (prev: overlay: prev // overlay self prev) (base self)
        (if prim.isKnown overlays then filter readable overlays else [ ]);
    in
    self;

  pkgsFor = { overlays ? [ ], ... }@arguments: extended (packages arguments) overlays;

  # On these nixpkgs has always been there, whatever else it exposes.
  usual = [ "aarch64-darwin" "aarch64-linux" "i686-linux" "x86_64-darwin" "x86_64-linux" ];

  # "s390x-unknown-linux-gnu" is the system "s390x-linux".
  systemOf = given:
    let
      parts = lib.splitString "-" (if isString given then given else given.config);
      kernel = lib.findFirst (part: elem part [ "linux" "darwin" ]) null parts;
    in
    if !isString given && given ? system then given.system
    else if builtins.length parts == 2 then "${lib.head parts}-${lib.last parts}"
    else if kernel == null then prim.symbol "an uncommon platform"
    else "${lib.head parts}-${kernel}";

  imported =
    { system ? prim.symbol "builtins.currentSystem"
    , localSystem ? system
    , crossSystem ? null
    , overlays ? [ ]
    , config ? { }
    , ...
    }:
    let
      local = systemOf localSystem;
      overrides = lib.optional (prim.isKnown config && config ? packageOverrides) (_: config.packageOverrides);
    in
    pkgsFor {
      inherit local;
      host = if crossSystem == null then local else systemOf crossSystem;
      overlays = if prim.isKnown overlays then overrides ++ overlays else overlays;
    };
in
{
  outputs = {
    inherit lib;
    legacyPackages =
      let
        pkgsOn = system: pkgsFor { local = system; host = system; };
        forSystems = systems: lib.genAttrs systems pkgsOn;
      in
      if prim.isKnown prim.flakeExposed then forSystems prim.flakeExposed
      else prim.open (forSystems usual) prim.flakeExposed;
  };
  import = imported;
}
