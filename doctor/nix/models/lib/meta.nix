{ asserts, attrsets, strings, ... }:
let
  inherit (builtins) isString mapAttrs match parseDrvName;
in
rec {
  addMetaAttrs = new: drv:
    let merge = old: { meta = old.meta or { } // new; }; in
    if drv ? overrideAttrs then drv.overrideAttrs merge else drv // merge drv;
  dontDistribute = addMetaAttrs { hydraPlatforms = [ ]; };
  setName = name: drv: drv // { inherit name; };
  updateName = f: drv: drv // { name = f drv.name; };
  appendToName = suffix: updateName (name:
    let parsed = parseDrvName name; in
    "${parsed.name}-${suffix}-${parsed.version}");
  mapDerivationAttrset = f:
    mapAttrs (_: pkg: if attrsets.isDerivation pkg then f pkg else pkg);
  defaultPriority = 5;
  setPrio = priority: addMetaAttrs { inherit priority; };
  lowPrio = setPrio 10;
  hiPrio = setPrio (-10);
  lowPrioSet = mapDerivationAttrset lowPrio;
  hiPrioSet = mapDerivationAttrset hiPrio;

  getExe = pkg: getExe' pkg (pkg.meta.mainProgram or (strings.getName pkg));
  getExe' = pkg: program:
    let inherit (asserts) assertMsg; in
    assert assertMsg (attrsets.isDerivation pkg) "getExe': not a derivation";
    assert assertMsg (isString program) "getExe': the program is not a string";
    assert assertMsg (match ".*/.*" program == null) "getExe': the program is a path";
    "${attrsets.getBin pkg}/bin/${program}";
}
