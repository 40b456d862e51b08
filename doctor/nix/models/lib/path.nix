{ asserts, path, ... }:
let
  inherit (builtins) isPath isString match substring;
in
{
  append = base: sub:
    assert asserts.assertMsg (isPath base) "path.append: not a path";
    assert asserts.assertMsg (path.subpath.isValid sub) "path.append: not a subpath";
    base + "/${sub}";
  subpath.isValid = x:
    isString x && x != "" && substring 0 1 x != "/"
    && match "(.*/)?\\.\\.(/.*)?" x == null;
}
