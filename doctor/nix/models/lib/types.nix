# Types as data: what `name`, `nestedTypes`, `getSubModules` and `functor.payload`
# say of them in nixpkgs, for models that put modules together.
{ attrsets, lists, ... }:
let
  type = name: more: { _type = "option-type"; inherit name; } // more;
  of = name: elemType: type name { nestedTypes = { inherit elemType; }; };
  separated = sep: type "separatedString" { functor.payload = { inherit sep; }; };
in
attrsets.genAttrs
  [
    "anything" "attrs" "bool" "boolByOr" "deferredModule" "float" "int"
    "number" "package" "path" "pkgs" "port" "raw" "shellPackage" "str"
    "unspecified"
  ]
  (name: type name { })
// attrsets.genAttrs
  [ "attrsOf" "functionTo" "lazyAttrsOf" "listOf" "nonEmptyListOf" "nullOr" "uniq" ]
  (name: of ({ nonEmptyListOf = "listOf"; uniq = "unique"; }.${name} or name))
// {
  isType = type: x: x._type or "" == type;
  setType = type: x: x // { _type = type; };

  commas = separated ",";
  envVar = separated ":";
  lines = separated "\n";
  separatedString = separated;
  either = _: _: type "either" { };
  enum = _: type "enum" { };
  oneOf = _: type "either" { };
  nonEmptyStr = type "nonEmptyStr" { };
  singleLineStr = type "singleLineStr" { };
  submodule = modules: type "submodule" {
    getSubModules = lists.toList modules;
    functor.payload.shorthandOnlyDefinesConfig = true;
  };
  submoduleWith = args@{ modules, ... }: type "submodule" {
    getSubModules = modules;
    functor.payload = args;
  };
}
