{ attrsets, customisation, strings, ... }:
let
  inherit (builtins) concatLists pathExists;
in
rec {
  inherit (builtins) baseNameOf dirOf isPath readDir;

  pathType = builtins.readFileType or (path:
    if dirOf path == path then "directory"
    else (readDir (dirOf path)).${baseNameOf path});
  pathIsDirectory = path: pathExists path && pathType path == "directory";
  pathIsRegularFile = path: pathExists path && pathType path == "regular";
  listFilesRecursive = dir:
    concatLists (attrsets.mapAttrsToList
      (name: type:
        let path = dir + "/${name}"; in
        if type == "directory" then listFilesRecursive path else [ path ])
      (readDir dir));

  packagesFromDirectoryRecursive = { callPackage, directory, newScope ? null }@args:
    let
      package = directory + "/package.nix";
      entry = scope: name: type:
        let path = directory + "/${name}"; in
        if type == "directory" then {
          ${name} = packagesFromDirectoryRecursive (scope // { directory = path; });
        }
        else if type != "regular" then
          throw "packagesFromDirectoryRecursive: ${toString path} is a ${type}"
        else attrsets.optionalAttrs (strings.hasSuffix ".nix" name) {
          ${strings.removeSuffix ".nix" name} = scope.callPackage path { };
        };
      packages = scope: attrsets.concatMapAttrs (entry scope) (readDir directory);
    in
    if pathExists package then callPackage package { }
    else if args ? newScope then
      attrsets.recurseIntoAttrs (customisation.makeScope newScope
        (self: packages { inherit (self) callPackage newScope; }))
    else packages { inherit callPackage; };
}
