{ attrsets, generators, lists, strings, ... }:
let
  inherit (builtins) concatLists concatMap isBool isList stringLength;
in
rec {
  toGNUCommandLineShell = options: args:
    strings.escapeShellArgs (toGNUCommandLine options args);
  toGNUCommandLine =
    { mkOptionName ? name: (if stringLength name == 1 then "-" else "--") + name
    , mkBool ? name: on: lists.optional on (mkOptionName name)
    , mkList ? name: concatMap (mkOption name)
    , mkOption ? name: value:
        let text = generators.mkValueStringDefault { } value; in
        if value == null then [ ]
        else if optionValueSeparator == null then [ (mkOptionName name) text ]
        else [ "${mkOptionName name}${optionValueSeparator}${text}" ]
    , optionValueSeparator ? null
    }:
    args:
    let
      render = name: value:
        if isBool value then mkBool name value
        else if isList value then mkList name value
        else mkOption name value;
    in
    concatLists (attrsets.mapAttrsToList render args);
}
