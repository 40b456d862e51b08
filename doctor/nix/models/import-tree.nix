# import-tree: all Nix files below folders as one flake-parts module, but for names with a `_`.
{ lib, prim }:
let
  isModule = folder: file:
    let below = lib.removePrefix (toString folder) (toString file); in
    lib.hasSuffix ".nix" below && !lib.hasInfix "/_" below;
  modulesIn = folder:
    builtins.filter (isModule folder) (lib.filesystem.listFilesRecursive folder);
in
{
  __functor = _: given:
    let folders = lib.flatten given; in
    if builtins.all builtins.isPath folders
    then { imports = builtins.concatMap modulesIn folders; }
    else prim.symbol "import-tree";
}
