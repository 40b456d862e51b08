# flake-utils, as far as the fixtures use it.
rec {
  lib = {
    eachSystem =
      systems: f:
      builtins.foldl'
        (all: system:
          let outputs = f system; in
          all // builtins.mapAttrs (name: value: (all.${name} or { }) // { ${system} = value; }) outputs)
        { }
        systems;
    eachDefaultSystem = lib.eachSystem [ "aarch64-darwin" "aarch64-linux" "x86_64-darwin" "x86_64-linux" ];
    mkApp = { drv, name ? drv.pname or drv.name, exePath ? "/bin/${name}" }: {
      type = "app";
      program = "${drv}${exePath}";
    };
  };
}
