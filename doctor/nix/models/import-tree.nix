# import-tree: all Nix files below a folder as one flake-parts module, but for names with a `_`.
{ lib, prim }:
{
  __functor = _: folder:
    let
      below = file: lib.removePrefix (toString folder) (toString file);
      isModule = file: lib.hasSuffix ".nix" (toString file) && !lib.hasInfix "/_" (below file);
    in
    if builtins.isPath folder
    then { imports = builtins.filter isModule (lib.filesystem.listFilesRecursive folder); }
    else prim.symbol "import-tree";
}
