{ ... }:
let
  inherit (builtins) all elem;
in
rec {
  assertMsg = cond: msg: cond || throw msg;
  assertOneOf = name: value: assertEachOneOf name [ value ];
  assertEachOneOf = name: values: allowed:
    assertMsg (all (value: elem value allowed) values)
      "${name} has a value that is not allowed";
}
