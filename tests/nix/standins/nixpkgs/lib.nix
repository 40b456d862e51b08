# nixpkgs.lib, as far as the fixtures use it; written anew, so that it is a second opinion.
let
  inherit (builtins) attrNames elem filter foldl' head isAttrs isString listToAttrs match readFile split stringLength substring;
in
rec {
  inherit (builtins) attrNames mapAttrs;

  fix = f: let x = f x; in x;
  nameValuePair = name: value: { inherit name value; };
  genAttrs = names: f: listToAttrs (map (name: nameValuePair name (f name)) names);
  mapAttrs' = f: set: listToAttrs (map (name: f name set.${name}) (attrNames set));
  concatMapAttrs = f: set: foldl' (all: name: all // f name set.${name}) { } (attrNames set);
  optionalAttrs = condition: set: if condition then set else { };
  recursiveUpdate = left: right:
    left
    // mapAttrs
      (name: value:
        if isAttrs value && isAttrs (left.${name} or null) then recursiveUpdate left.${name} value else value)
      right;

  unique = foldl' (seen: x: if elem x seen then seen else seen ++ [ x ]) [ ];
  findFirst = predicate: default: list: head (filter predicate list ++ [ default ]);

  hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;
  hasSuffix = suffix: text:
    let start = stringLength text - stringLength suffix;
    in start >= 0 && substring start (-1) text == suffix;
  removePrefix = prefix: text: if hasPrefix prefix text then substring (stringLength prefix) (-1) text else text;
  splitString = separator: text: filter isString (split "[${separator}]" text);
  fileContents = path: head (match "(.*[^\n])?\n*" (readFile path));

  getExe = package: "${package}/bin/${package.meta.mainProgram}";
  getExe' = package: name: "${package}/bin/${name}";

  systems.flakeExposed = [
    "x86_64-linux" "aarch64-linux" "x86_64-darwin" "armv6l-linux" "armv7l-linux" "i686-linux"
    "aarch64-darwin" "powerpc64le-linux" "riscv64-linux" "x86_64-freebsd"
  ];
}
