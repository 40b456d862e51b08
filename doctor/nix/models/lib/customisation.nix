{ asserts, attrsets, fixedPoints, trivial, ... }:
let
  inherit (builtins)
    all attrNames filter head intersectAttrs isAttrs mapAttrs seq;

  functionOf = fn: if trivial.isFunction fn then fn else import fn;
in
rec {
  makeOverridable = f:
    let
      like = trivial.mirrorFunctionArgs f;
      again = args: change:
        makeOverridable (like (newArgs: change (f newArgs))) args;
      call = args:
        let
          result = f args;
          override = like (new:
            makeOverridable f
              (args // (if trivial.isFunction new then new args else new)));
        in
        if isAttrs result then
          result
          // {
            inherit override;
            overrideDerivation = new:
              again args (drv: overrideDerivation drv new);
          }
          // attrsets.optionalAttrs (result ? overrideAttrs) {
            overrideAttrs = new: again args (drv: drv.overrideAttrs new);
          }
        else if trivial.isFunction result then
          trivial.setFunctionArgs result (trivial.functionArgs result)
          // { inherit override; }
        else result;
    in
    if isAttrs f then
      f // like call // attrsets.optionalAttrs (f ? override) {
        override = new: makeOverridable (f.override new);
      }
    else like call;

  overrideDerivation = drv: f:
    let
      passthru = drv.passthru or { };
      spliced = attrsets.optionalAttrs (drv ? __spliced) {
        __spliced = mapAttrs (_: pkg: overrideDerivation pkg f) drv.__spliced;
      };
    in
    extendDerivation
      (seq drv.drvPath true)
      ({ inherit passthru; meta = drv.meta or { }; } // passthru // spliced)
      (derivation (drv.drvAttrs // f drv));

  extendDerivation = cond: passthru: drv:
    let
      names = drv.outputs or [ "out" ];
      paths = from: {
        drvPath = assert cond; from.drvPath;
        outPath = assert cond; from.outPath;
      };
      common = drv // outputs
        // { all = map (name: outputs.${name}) names; }
        // passthru // paths drv;
      outputs = attrsets.genAttrs names (name:
        common
        // { inherit (drv.${name}) type outputName; outputSpecified = true; }
        // paths drv.${name}
        // attrsets.optionalAttrs (passthru ? overrideAttrs) {
          overrideAttrs = f: (passthru.overrideAttrs f).${name};
        });
    in
    common;

  callPackageWith = autoArgs: fn: args:
    let
      f = functionOf fn;
      formals = trivial.functionArgs f;
      given = intersectAttrs formals autoArgs // args;
      missing = filter
        (name: !formals.${name})
        (attrNames (removeAttrs formals (attrNames given)));
    in
    assert missing == [ ] || abort "callPackageWith: no argument ${head missing}";
    makeOverridable f given;
  callPackagesWith = autoArgs: fn: args:
    let
      f = functionOf fn;
      given = intersectAttrs (trivial.functionArgs f) autoArgs // args;
      pick = name: trivial.mirrorFunctionArgs f (new: (f new).${name});
      pkgs = f given;
    in
    assert asserts.assertMsg (!attrsets.isDerivation pkgs)
      "callPackagesWith: one derivation instead of a set of them";
    mapAttrs (name: _: makeOverridable (pick name) given) pkgs;

  makeScope = newScope: f:
    let
      self = { callPackage = self.newScope { }; } // f self // {
        newScope = extra: newScope (self // extra);
        overrideScope = g: makeScope newScope (fixedPoints.extends g f);
        packages = f;
      };
    in
    self;
}
