{ attrsets, lists, strings, trivial, ... }:
let
  inherit (builtins) isBool isFloat isInt isString;
in
rec {
  toJSON = { }: builtins.toJSON;
  toYAML = { }: builtins.toJSON;
  mkValueStringDefault = { }: x:
    if isString x then x
    else if isBool x then trivial.boolToString x
    else if x == null then "null"
    else if isInt x || isFloat x || attrsets.isDerivation x then toString x
    else abort "mkValueStringDefault: no text for a ${builtins.typeOf x}";
  mkKeyValueDefault = { mkValueString ? mkValueStringDefault { } }: sep: key: value:
    strings.escape [ sep ] key + sep + mkValueString value;
  toKeyValue =
    { mkKeyValue ? mkKeyValueDefault { } "="
    , listsAsDuplicateKeys ? false
    , indent ? ""
    }:
    let
      line = key: value: "${indent}${mkKeyValue key value}\n";
      lines = key: value:
        if listsAsDuplicateKeys
        then strings.concatMapStrings (line key) (lists.toList value)
        else line key value;
    in
    strings.concatMapAttrsStringSep "" lines;
  toINI =
    { mkSectionName ? strings.escape [ "[" "]" ]
    , mkKeyValue ? mkKeyValueDefault { } "="
    , listsAsDuplicateKeys ? false
    }:
    strings.concatMapAttrsStringSep "\n" (name: section:
      "[${mkSectionName name}]\n"
      + toKeyValue { inherit mkKeyValue listsAsDuplicateKeys; } section);
}
