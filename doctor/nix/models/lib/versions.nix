{ lists, strings, ... }:
let
  inherit (builtins) concatStringsSep elemAt head;
in
rec {
  inherit (builtins) compareVersions splitVersion;
  major = version: elemAt (splitVersion version) 0;
  minor = version: elemAt (splitVersion version) 1;
  patch = version: elemAt (splitVersion version) 2;
  majorMinor = version:
    concatStringsSep "." (lists.take 2 (splitVersion version));
  pad = n: version:
    let
      number = head (strings.splitString "-" version);
      parts = splitVersion number ++ lists.replicate n "0";
    in
    concatStringsSep "." (lists.take n parts)
    + strings.removePrefix number version;
}
