{ asserts, prim, types, ... }:
let
  inherit (builtins) isString;

  literal = _type: text:
    assert asserts.assertMsg (isString text) "${_type}: not a string";
    { inherit _type text; };
in
rec {
  isOption = types.isType "option";
  mkOption = attrs: attrs // { _type = "option"; };
  mkEnableOption = name: mkOption {
    default = false;
    example = true;
    description = "Whether to enable ${name}.";
    type = prim.lib.types.bool;
  };
  literalExpression = literal "literalExpression";
  literalMD = literal "literalMD";
}
