# What nixpkgs' lib answers; lib-cases.json holds the answers of the real one:
#
#   nix-instantiate --eval --strict --json -E '(import ./lib-cases.nix) { lib = import NIXPKGS/lib; }' | python3 -m json.tool --sort-keys --indent 1 > lib-cases.json
#
# Not here: lib.filesystem.pathType and its kin, which in the real lib need
# Nix 2.14 (builtins.readFileType); overrideDerivation, which needs a store;
# importJSON and importTOML, which need a file.
{ lib }:
let
  boom = throw "forced";
  fails = x: !(builtins.tryEval (builtins.deepSeq x null)).success;
  names = builtins.attrNames;
  text = builtins.toString;

  # A package, as far as lib looks at one.
  package = name: more: {
    type = "derivation";
    inherit name;
    outPath = "/store/${name}";
  } // more;
  plain = package "plain-1.2" { };
  split = package "split-3" {
    out = "/store/split";
    bin = "/store/split-bin";
    dev = "/store/split-dev";
    lib = "/store/split-lib";
    man = "/store/split-man";
    meta.mainProgram = "runit";
  };
  chosen = split // { outputSpecified = true; };
in
{
  # trivial

  id = lib.id 7;
  const = lib.const 1 boom;
  flip = lib.flip (a: b: a - b) 1 10;
  pipe = lib.pipe 3 [ (x: x + 1) (x: x * 10) text ];
  pipe_nothing = lib.pipe "same" [ ];
  concat = lib.concat [ 1 ] [ 2 3 ];
  mergeAttrs = lib.mergeAttrs { a = 1; b = 1; } { b = 2; };
  logic = map (f: [ (f true true) (f true false) (f false true) (f false false) ])
    [ lib.and lib.or lib.xor ];
  logic_short = [ (lib.or true boom) (lib.and false boom) ];
  bitNot = map lib.bitNot [ 0 1 (-5) ];
  bits = [ (lib.bitAnd 12 10) (lib.bitOr 12 10) (lib.bitXor 12 10) ];
  arithmetic = [ (lib.add 1 2) (lib.sub 1 2) (lib.mul 3 4) (lib.div 7 2) (lib.div (-7) 2) (lib.lessThan 1 2) ];
  mod = [ (lib.mod 11 10) (lib.mod (-4) 3) (lib.mod 4 (-3)) ];
  min = [ (lib.min 1 2) (lib.min 2 1) (lib.min "a" "b") ];
  max = [ (lib.max 1 2) (lib.max 2 1) (lib.max (-1) 0.5) ];
  compare = [ (lib.compare 1 2) (lib.compare 2 1) (lib.compare "x" "x") ];
  rounding = [ (lib.ceil 1.2) (lib.floor 1.8) (lib.floor (-1.2)) ];
  boolToString = map lib.boolToString [ true false ];
  boolToYesNo = map lib.boolToYesNo [ true false ];
  mapNullable = [ (lib.mapNullable (x: x + 1) null) (lib.mapNullable (x: x + 1) 1) ];
  defaultTo = [ (lib.defaultTo 1 null) (lib.defaultTo boom false) ];
  toHexString = map lib.toHexString [ 0 9 10 255 4096 ];
  toHexString_negative = fails (lib.toHexString (-1));
  toBaseDigits = [ (lib.toBaseDigits 10 0) (lib.toBaseDigits 2 6) (lib.toBaseDigits 16 65535) ];
  toBaseDigits_unary = fails (lib.toBaseDigits 1 3);
  setFunctionArgs = [
    (lib.functionArgs (lib.setFunctionArgs (x: x) { a = true; }))
    (lib.setFunctionArgs ({ a, ... }: a) { } { a = 2; })
  ];
  functionArgs = map lib.functionArgs [
    (x: x)
    ({ a, b ? 1, ... }: a)
    { __functor = _: { c }: c; }
  ];
  mirrorFunctionArgs =
    let f = lib.mirrorFunctionArgs ({ a, b ? 2 }: a) (args: names args); in
    [ (lib.functionArgs f) (f { z = 1; }) ];
  isFunction = map lib.isFunction [ (x: x) { __functor = _: x: x; } { __functor = _: 1; } { } "f" ];
  toFunction = [ (lib.toFunction 1 boom) (lib.toFunction (x: x + 1) 1) ];
  warn = [ (lib.warn "told by a test" 1) (lib.warnIf true "told by a test" 2) (lib.warnIf false boom 3) (lib.warnIfNot true boom 4) ];
  warn_message = fails (lib.warn 1 2);
  throwIf = [ (lib.throwIf false boom 1) (fails (lib.throwIf true "no" 1)) ];
  throwIfNot = [ (lib.throwIfNot true boom 1) (fails (lib.throwIfNot false "no" 1)) ];
  showWarnings = [ (lib.showWarnings [ ] 1) (lib.showWarnings [ "told by a test" ] 2) ];
  info = lib.info "told by a test" 1;
  inPureEvalMode = builtins.isBool lib.inPureEvalMode;
  seq = [ (lib.seq [ boom ] 1) (fails (lib.deepSeq [ boom ] 1)) ];
  isTypes = map (f: map f [ 1 1.5 "s" true null [ ] { } ])
    [ lib.isInt lib.isFloat lib.isString lib.isBool lib.isList lib.isAttrs lib.isPath ];
  typeOf = map lib.typeOf [ 1 1.5 "s" true null [ ] { } ./. (x: x) ];
  genericClosure = map (x: x.key) (lib.genericClosure {
    startSet = [ { key = 1; } ];
    operator = { key }: if key > 20 then [ ] else [ { key = key * 2; } { key = key * 3; } ];
  });
  tryEval = [ (lib.tryEval 1) (lib.tryEval boom) ];
  fromTOML = lib.fromTOML "[a]\nb = [1, 2]\nc = \"x\"\n";

  # asserts, debug

  assertMsg = [ (lib.assertMsg true boom) (fails (lib.assertMsg false "no")) ];
  assertOneOf = [ (lib.assertOneOf "x" 1 [ 1 2 ]) (fails (lib.assertOneOf "x" 3 [ 1 2 ])) (fails (lib.assertOneOf "x" 1 [ ])) ];
  assertEachOneOf = [
    (lib.asserts.assertEachOneOf "x" [ 1 2 1 ] [ 1 2 ])
    (lib.asserts.assertEachOneOf "x" [ ] [ ])
    (fails (lib.asserts.assertEachOneOf "x" [ 1 3 ] [ 1 2 ]))
  ];
  trace = [
    (lib.trace "told by a test" 1)
    (lib.traceIf true "told by a test" 2)
    (lib.traceIf false boom 3)
    (lib.traceVal 4)
    (lib.traceValFn text 5)
    (lib.traceSeq [ 1 ] 6)
    (lib.traceValSeq { a = 7; }).a
    (lib.traceValSeqFn (x: x.a) { a = 8; }).a
  ];
  traceSeq_deep = fails (lib.traceSeq [ boom ] 1);

  # fixed points

  fix = lib.fix (self: { a = 1; b = self.a + 1; });
  fix' = let self = lib.fix' (self: { a = 1; b = self.a + 1; }); in
    [ self.b (names self) (self.__unfix__ { a = 9; }).b ];
  converge = lib.converge (x: x / 2) 100;
  extends = lib.fix (lib.extends (final: prev: { a = prev.a + 1; c = final.b; }) (self: { a = 1; b = self.a * 10; }));
  composeExtensions = lib.fix (lib.extends
    (lib.composeExtensions (final: prev: { a = prev.a + 1; }) (final: prev: { a = prev.a * 10; b = final.a; }))
    (_: { a = 1; }));
  composeManyExtensions = [
    (lib.composeManyExtensions [ ] { } { a = 1; })
    (lib.fix (lib.extends
      (lib.composeManyExtensions [ (_: prev: { l = prev.l ++ [ 1 ]; }) (_: prev: { l = prev.l ++ [ 2 ]; }) (final: _: { n = builtins.length final.l; }) ])
      (_: { l = [ 0 ]; })))
  ];
  makeExtensible =
    let base = lib.makeExtensible (self: { a = 1; b = self.a + 1; }); in
    [ (names base) base.b (base.extend (_: prev: { a = prev.a + 10; })).b ((base.extend (_: _: { a = 5; })).extend (_: prev: { a = prev.a * 2; })).b ];
  makeExtensibleWithCustomName = names (lib.makeExtensibleWithCustomName "grow" (_: { a = 1; }));
  toExtension = map (x: lib.toExtension x { a = "final"; } { a = "prev"; }) [
    { b = 1; }
    (prev: { b = prev.a; })
    (final: prev: { b = final.a + prev.a; })
  ];
  extend =
    let more = lib.extend (final: prev: { twice = x: prev.add x x; four = final.twice 2; }); in
    [ more.four (more.genAttrs [ "a" ] more.id) ((more.extend (_: prev: { eight = prev.twice prev.four; })).eight) ];

  # attrsets: making

  nameValuePair = lib.nameValuePair "n" null;
  genAttrs = [ (lib.genAttrs [ "b" "a" ] (n: n + "!")) (lib.genAttrs [ ] boom) ];
  genAttrs_lazy = names (lib.genAttrs [ "a" "b" ] (_: boom));
  genAttrs_twice = lib.genAttrs [ "a" "a" ] (n: n);
  genAttrs' = lib.genAttrs' [ 1 2 ] (n: { name = "n${text n}"; value = n * n; });
  optionalAttrs = [ (lib.optionalAttrs true { a = 1; }) (lib.optionalAttrs false boom) ];
  listToAttrs_first = lib.listToAttrs [ { name = "a"; value = 1; } { name = "a"; value = 2; } ];
  cartesianProduct = [
    (lib.cartesianProduct { b = [ 1 2 ]; a = [ "x" "y" ]; })
    (lib.cartesianProduct { })
    (lib.cartesianProduct { a = [ 1 ]; b = [ ]; })
  ];
  mapCartesianProduct = lib.mapCartesianProduct ({ a, b }: a + b) { a = [ "1" "2" ]; b = [ "x" "y" ]; };

  # attrsets: paths

  attrByPath = [
    (lib.attrByPath [ "a" "b" ] 0 { a.b = 1; })
    (lib.attrByPath [ "a" "c" ] 0 { a.b = 1; })
    (lib.attrByPath [ "a" "b" "c" ] 0 { a.b = 1; })
    (lib.attrByPath [ "a" "b" ] 0 { a = null; })
    (lib.attrByPath [ "a" "b" ] { deep = 1; } { })
    (lib.attrByPath [ ] 0 { a = 1; })
    (lib.attrByPath [ "x" ] 0 null)
  ];
  attrByPath_lazy = [ (lib.attrByPath [ "a" ] boom { a = 1; b = boom; }) (fails (lib.attrByPath [ "a" "b" ] 0 { a = boom; })) ];
  attrByPath_default = lib.attrByPath [ "a" "b" ] { b = "not this"; } { };
  hasAttrByPath = [
    (lib.hasAttrByPath [ "a" "b" ] { a.b = boom; })
    (lib.hasAttrByPath [ "a" "c" ] { a.b = 1; })
    (lib.hasAttrByPath [ "a" "b" "c" ] { a.b = 1; })
    (lib.hasAttrByPath [ "z" "b" "c" ] { a.b = 1; })
    (lib.hasAttrByPath [ ] { })
  ];
  getAttrFromPath = [ (lib.getAttrFromPath [ "a" "b" ] { a.b = 1; }) (lib.getAttrFromPath [ ] { a = 2; }) ];
  setAttrByPath = [ (lib.setAttrByPath [ "a" "b" ] 1) (lib.setAttrByPath [ ] 1) ];
  setAttrByPath_lazy = names (lib.setAttrByPath [ "a" ] boom);

  # attrsets: choosing

  attrNames = lib.attrNames { b = boom; a = boom; B = boom; };
  attrValues = lib.attrValues { b = 2; a = 1; };
  attrVals = lib.attrVals [ "b" "a" "b" ] { a = 1; b = 2; c = boom; };
  getAttrs = lib.getAttrs [ "b" "a" ] { a = 1; b = 2; c = boom; };
  getAttrs_lazy = names (lib.getAttrs [ "absent" ] { });
  catAttrs = lib.catAttrs "a" [ { a = 1; } { b = 2; } { a = 3; } ];
  hasAttr = [ (lib.hasAttr "a" { a = boom; }) (lib.hasAttr "b" { }) (lib.getAttr "a" { a = 1; }) ];
  removeAttrs = lib.removeAttrs { a = 1; b = boom; } [ "b" "absent" ];
  intersectAttrs = lib.intersectAttrs { a = boom; z = boom; } { a = 1; b = 2; };
  filterAttrs = [
    (lib.filterAttrs (n: v: v > 1) { a = 1; b = 2; c = 3; })
    (lib.filterAttrs (n: _: n == "a") { a = 1; b = boom; })
    (lib.filterAttrs boom { })
  ];
  filterAttrs_lazy = names (lib.filterAttrs (_: _: true) { a = boom; });
  filterAttrsRecursive = lib.filterAttrsRecursive (n: v: n != "x" && v != null) { a = null; b = { c = null; d = 1; x = boom; }; l = [ null ]; };
  collect = [
    (lib.collect builtins.isInt { a = 1; b = { c = 2; d = "s"; e.f = 3; }; l = [ 4 ]; })
    (lib.collect (x: x ? stop) { a = { stop = 1; b.stop = 2; }; })
    (lib.collect builtins.isInt 5)
    (lib.collect builtins.isInt "s")
  ];
  matchAttrs = [
    (lib.matchAttrs { a.b = 1; } { a = { b = 1; c = 2; }; d = boom; })
    (lib.matchAttrs { a.b = 1; } { a.b = 2; })
    (lib.matchAttrs { a.b = 1; } { a = 1; })
    (lib.matchAttrs { a = 1; } { })
    (lib.matchAttrs { } { })
    (fails (lib.matchAttrs 1 { }))
  ];

  # attrsets: mapping and folding

  mapAttrs = [ (lib.mapAttrs (n: v: n + v) { a = "1"; b = "2"; }) (names (lib.mapAttrs boom { a = 1; })) ];
  mapAttrs' = lib.mapAttrs' (n: v: lib.nameValuePair (v + n) 1) { a = "x"; b = "y"; };
  mapAttrs'_lazy = names (lib.mapAttrs' (n: v: { name = n + "2"; value = boom; }) { a = boom; });
  mapAttrs'_twice = lib.mapAttrs' (n: v: { name = "same"; value = v; }) { a = 1; b = 2; };
  mapAttrsToList = [ (lib.mapAttrsToList (n: v: n + v) { b = "2"; a = "1"; }) (builtins.length (lib.mapAttrsToList boom { a = 1; })) ];
  attrsToList = lib.attrsToList { b = 2; a = 1; };
  concatMapAttrs = [
    (lib.concatMapAttrs (n: v: { ${n} = v; "${n}-${text v}" = 0; }) { a = 1; b = 2; })
    (lib.concatMapAttrs (n: v: { same = n; }) { a = 1; b = 2; })
    (lib.concatMapAttrs boom { })
  ];
  mapAttrsRecursive = lib.mapAttrsRecursive (path: v: lib.concatStringsSep "." path + text v) { a = 1; b.c = 2; b.d.e = 3; l = [ ]; };
  mapAttrsRecursiveCond = lib.mapAttrsRecursiveCond (s: !(s ? leaf)) (path: v: [ path (names v) ]) { a.b.leaf = 1; c.leaf = 2; };
  foldlAttrs = [ (lib.foldlAttrs (acc: n: v: acc ++ [ n v ]) [ ] { b = 2; a = 1; }) (lib.foldlAttrs boom 1 { }) ];
  foldAttrs = [
    (lib.foldAttrs (v: acc: [ v ] ++ acc) [ 0 ] [ { a = 1; b = 7; } { a = 2; } { c = 3; } ])
    (lib.foldAttrs boom boom [ ])
  ];

  # attrsets: merging

  zipAttrsWith = lib.zipAttrsWith (n: vs: [ n ] ++ vs) [ { a = 1; } { b = 2; a = 3; } ];
  zipAttrsWithNames = lib.zipAttrsWithNames [ "a" "z" ] (_: vs: vs) [ { a = 1; b = boom; } { a = 2; } ];
  zipAttrs = [ (lib.zipAttrs [ { a = 1; } { a = 2; b = 3; } ]) (lib.zipAttrs [ ]) ];
  mergeAttrsList = [
    (lib.mergeAttrsList [ { a = 1; b = 1; } { b = 2; c = 2; } { c = 3; } { d = 4; } { a = 5; } ])
    (lib.mergeAttrsList [ ])
    (lib.mergeAttrsList [ { a = 1; } ])
  ];
  recursiveUpdate = [
    (lib.recursiveUpdate { a.b = 1; a.c = 2; x = 1; l = [ 1 ]; } { a.b = 9; a.d = 3; x.y = 2; l = [ 2 ]; })
    (lib.recursiveUpdate { a.b = 1; } { a = null; })
    (lib.recursiveUpdate { } { a.b = 1; })
    (lib.recursiveUpdate { a.b.c.d = 1; } { a.b.c.e = 2; })
  ];
  recursiveUpdate_lazy = [
    (names (lib.recursiveUpdate { a = boom; } { a = boom; b = boom; }))
    (lib.recursiveUpdate { a.x = boom; b = boom; } { a.b = 1; }).a.b
    (fails (lib.recursiveUpdate { a = boom; } { a = 1; }))
    (lib.recursiveUpdate { a.b = boom; } { a = 1; }).a
    (names (lib.recursiveUpdate { a = { x = boom; }; } { a = { y = boom; }; }).a)
  ];
  recursiveUpdate_package = names (lib.recursiveUpdate { p = plain; } { p = split; }).p;
  recursiveUpdateUntil = lib.recursiveUpdateUntil
    (path: l: r: path == [ "a" "stop" ] || !(builtins.isAttrs l && builtins.isAttrs r))
    { a = { stop.x = 1; go.x = 1; }; b = { stop.x = 1; }; }
    { a = { stop.y = 2; go.y = 2; }; b = { stop.y = 2; }; };
  overrideExisting = lib.overrideExisting { a = 1; b = 2; } { b = 3; c = 4; };
  unionOfDisjoint = [
    (lib.attrsets.unionOfDisjoint { a = 1; } { b = 2; })
    (names (lib.attrsets.unionOfDisjoint { a = 1; } { a = 2; b = 3; }))
    (fails (lib.attrsets.unionOfDisjoint { a = 1; } { a = 2; }).a)
  ];

  # attrsets: derivations

  isDerivation = map lib.isDerivation [ plain { type = "app"; } { } null "s" [ ] ];
  recurseIntoAttrs = [ (lib.recurseIntoAttrs { a = 1; }) (lib.dontRecurseIntoAttrs { a = 1; }) ];
  getOutput = map text [
    (lib.getOutput "bin" split)
    (lib.getOutput "absent" split)
    (lib.getOutput "bin" plain)
    (lib.getOutput "bin" chosen)
    (lib.getOutput "bin" "a string")
  ];
  getBin = map text [ (lib.getBin split) (lib.getLib split) (lib.getDev split) (lib.getMan split) (lib.getMan plain) ];
  getFirstOutput = map text [
    (lib.getFirstOutput [ "static" "dev" "out" ] split)
    (lib.getFirstOutput [ "absent" ] split)
    (lib.getFirstOutput [ "dev" ] chosen)
    (lib.getStatic split)
    (lib.getInclude split)
  ];
  chooseDevOutputs = map text (lib.chooseDevOutputs [ split plain ]);

  # lists: making

  singleton = lib.singleton [ 1 ];
  toList = [ (lib.toList 1) (lib.toList [ 1 ]) (lib.toList [ ]) ];
  optional = [ (lib.optional true 1) (lib.optional false boom) (lib.optional true [ 1 ]) ];
  optionals = [ (lib.optionals true [ 1 2 ]) (lib.optionals false boom) ];
  range = [ (lib.range 2 4) (lib.range 2 2) (lib.range 3 2) (lib.range (-1) 1) ];
  replicate = [ (lib.replicate 3 "a") (lib.replicate 0 boom) ];

  # lists: mapping and folding

  forEach = lib.forEach [ 1 2 ] (x: x * 2);
  imap0 = lib.imap0 (n: x: "${text n}${x}") [ "a" "b" ];
  imap1 = [ (lib.imap1 (n: x: "${text n}${x}") [ "a" "b" ]) (lib.imap1 boom [ ]) ];
  concatMap = [ (lib.concatMap (x: [ x x ]) [ 1 2 ]) (lib.concatMap lib.id [ ]) ];
  concatLists = lib.concatLists [ [ 1 ] [ ] [ [ 2 ] ] ];
  flatten = [ (lib.flatten [ 1 [ 2 [ [ 3 ] { a = [ 4 ]; } ] ] [ ] ]) (lib.flatten 1) (lib.flatten [ ]) ];
  concatAttrValues = lib.concatAttrValues { b = [ 2 ]; a = [ 1 1 ]; };
  foldr = [ (lib.foldr (x: acc: [ x acc ]) 0 [ 1 2 ]) (lib.foldr boom 0 [ ]) ];
  fold = lib.fold lib.sub 0 [ 1 2 3 ];
  foldr_lazy = lib.foldr (x: rest: x == 2 || rest) boom [ 1 2 3 ];
  foldl = [ (lib.foldl (acc: x: [ acc x ]) 0 [ 1 2 ]) (lib.foldl boom 0 [ ]) ];
  foldl_lazy = lib.foldl (acc: x: if x == 2 then "two" else acc) boom [ 1 2 ];
  foldl' = [ (lib.foldl' (acc: x: acc * 10 + x) 0 [ 1 2 3 ]) (lib.foldl' lib.add 0 [ ]) ];
  foldl'_strict = map fails [
    (lib.foldl' (_: x: x) boom [ 1 ])
    (lib.foldl' (_: x: if x == 1 then boom else x) 0 [ 1 2 ])
  ];
  groupBy = lib.groupBy (x: if x > 2 then "big" else "small") [ 5 1 2 3 4 ];
  groupBy' = lib.groupBy' (acc: x: acc + x) 0 (x: lib.boolToString (x > 2)) [ 5 1 2 3 ];
  zipListsWith = [ (lib.zipListsWith (a: b: a + b) [ "a" "b" ] [ "1" "2" "3" ]) (lib.zipListsWith boom [ ] [ 1 ]) ];
  zipLists = lib.zipLists [ 1 2 ] [ "a" "b" ];
  crossLists = lib.crossLists (a: b: a * 10 + b) [ [ 1 2 ] [ 3 4 ] ];

  # lists: searching

  filter = lib.filter (x: x > 1) [ 1 2 3 ];
  partition = lib.partition (x: x > 2) [ 5 1 2 3 4 ];
  findFirst = [ (lib.findFirst (x: x > 1) 0 [ 1 2 3 ]) (lib.findFirst (x: x > 9) "none" [ 1 ]) (lib.findFirst boom 0 [ ]) ];
  findFirst_lazy = [ (lib.findFirst (x: x == 2) 0 [ 1 2 boom ]) (lib.findFirst builtins.isNull 0 [ 1 null 2 ]) (lib.findFirst (x: true) boom [ [ ] ]) ];
  findFirstIndex = map (p: lib.lists.findFirstIndex p null [ 5 6 7 ]) [ (x: x > 5) (x: x > 4) (x: x > 9) ];
  findSingle = map (p: lib.findSingle p "none" "many" [ 1 3 3 ]) [ (x: x == 1) (x: x == 3) (x: x == 9) ];
  any = [ (lib.any (x: x == 1) [ 1 boom ]) (lib.any lib.id [ ]) ];
  all = [ (lib.all (x: x == 1) [ 2 boom ]) (lib.all lib.id [ ]) ];
  count = [ (lib.count (x: x == 3) [ 3 2 3 ]) (lib.count lib.id [ ]) ];
  remove = [ (lib.remove 3 [ 1 3 4 3 ]) (lib.remove [ ] [ [ ] [ 1 ] ]) ];
  ifilter0 = lib.ifilter0 (n: x: n == 0 || x > 2) [ 1 2 3 ];
  elem = [ (lib.elem { a = 1; } [ { a = 1; } ]) (lib.elem 1 [ 1.0 ]) (lib.elem 1 [ ]) ];
  elemAt = [ (lib.elemAt [ 1 boom ] 0) (lib.head [ 1 boom ]) (builtins.length (lib.tail [ boom boom ])) (lib.length [ boom ]) ];
  genList = lib.genList (n: n * n) 4;
  map = lib.map (x: x + 1) [ 1 2 ];

  # lists: parts

  sublist = [ (lib.sublist 1 2 [ 1 2 3 4 ]) (lib.sublist 1 9 [ 1 2 3 ]) (lib.sublist 9 1 [ 1 ]) (lib.sublist 1 0 [ 1 2 ]) ];
  take = [ (lib.take 2 [ 1 2 3 ]) (lib.take 9 [ 1 ]) (lib.take 0 [ 1 ]) (lib.take 1 [ ]) ];
  takeEnd = [ (lib.takeEnd 2 [ 1 2 3 ]) (lib.takeEnd 9 [ 1 ]) (lib.takeEnd 0 [ 1 ]) ];
  drop = [ (lib.drop 2 [ 1 2 3 ]) (lib.drop 9 [ 1 ]) (lib.drop 0 [ 1 ]) ];
  dropEnd = [ (lib.dropEnd 2 [ 1 2 3 ]) (lib.dropEnd 9 [ 1 ]) (lib.dropEnd 0 [ 1 ]) ];
  parts_lazy = map builtins.length [ (lib.take 1 [ boom boom ]) (lib.drop 1 [ boom boom ]) (lib.init [ boom boom ]) (lib.reverseList [ boom ]) ];
  last = [ (lib.last [ boom 2 ]) (fails (lib.last [ ])) ];
  init = [ (lib.init [ 1 2 3 ]) (lib.init [ 1 ]) (fails (lib.init [ ])) ];
  lists_hasPrefix = [ (lib.lists.hasPrefix [ 1 2 ] [ 1 2 3 ]) (lib.lists.hasPrefix [ 2 ] [ 1 2 ]) (lib.lists.hasPrefix [ ] [ ]) (lib.lists.hasPrefix [ 1 ] [ ]) ];
  lists_removePrefix = [ (lib.lists.removePrefix [ 1 ] [ 1 2 ]) (fails (lib.lists.removePrefix [ 2 ] [ 1 2 ])) ];
  commonPrefix = [ (lib.lists.commonPrefix [ 1 2 3 ] [ 1 2 4 ]) (lib.lists.commonPrefix [ 1 ] [ 1 2 ]) (lib.lists.commonPrefix [ 1 ] [ 2 ]) (lib.lists.commonPrefix [ ] [ ]) ];
  replaceElemAt = [ (lib.replaceElemAt [ 1 2 3 ] 1 "x") (fails (lib.replaceElemAt [ 1 ] 1 0)) (fails (lib.replaceElemAt [ 1 ] (-1) 0)) ];

  # lists: order

  reverseList = [ (lib.reverseList [ 1 2 3 ]) (lib.reverseList [ ]) ];
  sort = lib.sort (a: b: a > b) [ 2 3 1 ];
  sort_stable = map (x: x.n) (lib.sort (a: b: a.k < b.k) [ { k = 2; n = 1; } { k = 1; n = 2; } { k = 2; n = 3; } { k = 1; n = 4; } ]);
  sortOn = [ (lib.sortOn builtins.stringLength [ "ccc" "a" "bb" "d" ]) (lib.sortOn boom [ ]) ];
  compareLists = map (x: lib.compareLists lib.compare (builtins.head x) (lib.last x))
    [ [ [ 1 2 ] [ 1 3 ] ] [ [ 1 2 ] [ 1 ] ] [ [ ] [ 1 ] ] [ [ ] [ ] ] [ [ 2 ] [ 1 9 9 ] ] ];
  naturalSort = [
    (lib.naturalSort [ "disk11" "disk8" "disk100" "disk9" ])
    (lib.naturalSort [ "v0.10" "v0.9" "v0.09" "a" "" "10" "9" ])
  ];

  # lists as sets

  unique = [ (lib.unique [ 3 2 3 4 2 ]) (lib.unique [ { a = 1; } { a = 1; } 1 1.0 ]) (lib.unique [ ]) ];
  uniqueStrings = lib.uniqueStrings [ "b" "a" "b" ];
  allUnique = [ (lib.allUnique [ 1 2 ]) (lib.allUnique [ 1 2 1 ]) (lib.allUnique [ ]) ];
  intersectLists = lib.intersectLists [ 1 2 3 ] [ 4 3 3 2 ];
  subtractLists = lib.subtractLists [ 3 2 ] [ 1 2 3 4 1 ];
  mutuallyExclusive = [ (lib.mutuallyExclusive [ 1 2 ] [ 3 ]) (lib.mutuallyExclusive [ 1 2 ] [ 2 ]) (lib.mutuallyExclusive [ ] boom) ];

  # strings: joining

  join = [ (lib.join ", " [ "a" "b" ]) (lib.join ", " [ ]) ];
  concatStrings = [ (lib.concatStrings [ "a" "b" ]) (lib.concatStrings [ ]) ];
  concatStringsSep = lib.concatStringsSep "/" [ "a" "" "b" ];
  concatLines = [ (lib.concatLines [ "a" "b" ]) (lib.concatLines [ ]) (lib.concatLines [ "" ]) ];
  concatMapStrings = lib.concatMapStrings (x: "<${x}>") [ "a" "b" ];
  concatMapStringsSep = lib.concatMapStringsSep ", " text [ 1 2 ];
  concatImapStrings = lib.concatImapStrings (n: x: "${text n}${x}") [ "a" "b" ];
  concatImapStringsSep = lib.concatImapStringsSep "-" (n: x: text (x / n)) [ 6 6 6 ];
  concatMapAttrsStringSep = lib.concatMapAttrsStringSep "; " (n: v: "${n}=${v}") { b = "2"; a = "1"; };
  intersperse = [ (lib.intersperse 0 [ 1 2 3 ]) (lib.intersperse 0 [ 1 ]) (lib.intersperse 0 [ ]) ];
  strings_replicate = [ (lib.strings.replicate 3 "ab") (lib.strings.replicate 0 "x") ];
  optionalString = [ (lib.optionalString true "x") (lib.optionalString false boom) ];

  # strings: taking apart

  stringToCharacters = [ (lib.stringToCharacters "abc") (lib.stringToCharacters "") ];
  stringAsChars = lib.stringAsChars (c: if c == "a" then "i" else c) "nanana";
  splitString = [
    (lib.splitString "." "foo.bar..baz.")
    (lib.splitString "ab" "1ab2ab")
    (lib.splitString "/" "")
    (lib.splitString "x" "none")
    (lib.splitString "\\" "a\\b")
  ];
  addContextFrom = lib.addContextFrom "source" "target";
  hasPrefix = [ (lib.hasPrefix "ab" "abc") (lib.hasPrefix "abc" "ab") (lib.hasPrefix "" "") (lib.hasPrefix "b" "abc") ];
  hasSuffix = [ (lib.hasSuffix "bc" "abc") (lib.hasSuffix "abc" "bc") (lib.hasSuffix "" "") (lib.hasSuffix "b" "abc") ];
  hasInfix = [ (lib.hasInfix "b" "abc") (lib.hasInfix "a.c" "abc") (lib.hasInfix "" "") (lib.hasInfix "[x" "a\n[x") ];
  removePrefix = [ (lib.removePrefix "foo." "foo.bar") (lib.removePrefix "x" "foo") (lib.removePrefix "foo" "foo") (lib.removePrefix "" "foo") ];
  removeSuffix = [ (lib.removeSuffix ".nix" "a.nix") (lib.removeSuffix "x" "foo") (lib.removeSuffix "foo" "foo") (lib.removeSuffix "a foo" "foo") ];
  trim = map lib.trim [ "  a b\t\n" "" " \n" "x" " a\n b " ];
  trimWith = map (how: map (lib.trimWith how) [ " a b " "  " "x" ])
    [ { start = true; } { end = true; } { } { start = true; end = true; } ];
  substring = [ (lib.substring 1 2 "abcd") (lib.substring 2 9 "abc") (lib.substring 9 1 "abc") (lib.substring 1 (-1) "abc") ];
  stringLength = lib.stringLength "abc";
  match = [ (lib.match "a(b)?(c)?" "ac") (lib.match "a" "ab") ];
  split = lib.split "(,)|;" "a,b;c";

  # strings: letters and quoting

  toLower = lib.toLower "ABC Def-1É";
  toUpper = lib.toUpper "ABC def-1é";
  toSentenceCase = [ (lib.toSentenceCase "hELLO World") (lib.toSentenceCase "") (fails (lib.toSentenceCase 1)) ];
  letters = [ (lib.concatStrings lib.lowerChars) (lib.concatStrings lib.upperChars) ];
  replaceString = lib.replaceString "a" "b" "banana";
  replaceStrings = [ (lib.replaceStrings [ "a" "b" ] [ "b" "c" ] "abc") (lib.replaceStrings [ "" ] [ "-" ] "ab") ];
  escape = lib.escape [ "(" ")" ] "(foo)\\";
  escapeRegex = lib.escapeRegex "[^a-z]*{1}(.|\\)+?$";
  escapeShellArg = map lib.escapeShellArg [ "plain-1.2" "it's" "" "a b" "$x" 12 [ "a" "b" ] "/p/a:b@%+," "~" "a=b" ];
  escapeShellArgs = [ (lib.escapeShellArgs [ "one" "two three" "four'five" ]) (lib.escapeShellArgs [ ]) ];
  isValidPosixName = map lib.isValidPosixName [ "_a1" "1a" "a-b" "" ];
  toShellVar = [
    (lib.toShellVar "x" "a b")
    (lib.toShellVar "n" 3)
    (lib.toShellVar "l" [ "a" "b c" ])
    (lib.toShellVar "m" { k = "v w"; "a b" = 1; })
    (lib.toShellVar "p" plain)
    (fails (lib.toShellVar "a-b" ""))
  ];
  toShellVars = lib.toShellVars { b = 1; a = "x y"; };
  escapeNixString = lib.strings.escapeNixString "a\"\${b}\n";
  escapeXML = lib.escapeXML "\"it's\" <b>&amp;</b>";
  escapeURL = map lib.escapeURL [ "a b/c?d=é&e" "-_.~Az09" "%20\n\t\"" "" ];

  # strings: conversions

  isStringLike = map lib.isStringLike [ "s" ./. plain { __toString = _: "x"; } 1 null [ ] { } ];
  isConvertibleWithToString = map lib.strings.isConvertibleWithToString [ "s" 1 1.5 null true [ 1 [ "a" ] ] [ { } ] { } plain ];
  floatToString = lib.strings.floatToString 0.5;
  toString = map lib.toString [ 1 true false null [ 1 [ 2 ] ] "s" ];
  toInt = [ (map lib.toInt [ "1337" " -4" "0" "12 " ]) (map (x: fails (lib.toInt x)) [ "00024" "0.3" "" "x" "99999999999999999999" ]) ];
  toIntBase10 = [ (map lib.toIntBase10 [ "0024" "-7" "000" " 5 " "0" ]) (map (x: fails (lib.toIntBase10 x)) [ "" "x" "1.5" "99999999999999999999" ]) ];
  fixedWidthString = [
    (lib.fixedWidthString 5 "0" "42")
    (lib.fixedWidthString 2 "0" "42")
    (lib.fixedWidthString 6 "ab" "42")
    (fails (lib.fixedWidthString 1 "0" "42"))
    (fails (lib.fixedWidthString 5 "ab" "42"))
  ];
  fixedWidthNumber = lib.fixedWidthNumber 5 15;
  fileContents = let here = lib.fileContents ./lib-cases.nix; in [ (lib.hasPrefix "# What" here) (lib.hasSuffix "}" here) ];
  readFile = lib.hasSuffix "}\n" (lib.readFile ./lib-cases.nix);
  contexts = [ (lib.hasContext "s") (lib.unsafeDiscardStringContext "s") ];
  toJSON = [ (lib.toJSON { b = [ 1 null ]; a = "x\"y"; }) (lib.fromJSON "{\"a\": [1, 2.5, null]}") ];

  # strings: packages

  versionOlder = [ (lib.versionOlder "1.1" "1.2") (lib.versionOlder "1.1" "1.1") (lib.versionOlder "1.10" "1.9") (lib.versionOlder "1.0pre" "1.0") ];
  versionAtLeast = [ (lib.versionAtLeast "1.1" "1.0") (lib.versionAtLeast "1.1" "1.1") (lib.versionAtLeast "1.1" "1.2") ];
  compareVersions = [ (lib.compareVersions "1.0" "2.3") (lib.compareVersions "2.3a" "2.3") ];
  getName = map lib.getName [ "youtube-dl-2016.01.01" plain (plain // { pname = "given"; }) "noversion" ];
  getVersion = map lib.getVersion [ "youtube-dl-2016.01.01" plain (plain // { version = "given"; }) "noversion" ];
  parseDrvName = lib.parseDrvName "nix-js-0.12pre12876";
  nameFromURL = [ (lib.nameFromURL "https://example.org/x/foo-1.2.tar.gz" "-") (fails (lib.nameFromURL "https://example.org/foo" "-")) ];
  sanitizeDerivationName = map lib.strings.sanitizeDerivationName [ "..hello.bar # foo" "" "ok-1.2" "a b" ".a" "pkg@1/2" ];
  sanitizeDerivationName_long =
    let name = lib.strings.sanitizeDerivationName (lib.strings.replicate 100 "abc" + "end"); in
    [ (builtins.stringLength name) (lib.hasSuffix "abcend" name) ];
  makeSearchPath = [ (lib.makeSearchPath "bin" [ "/root" "/usr" null "/usr/local" ]) (lib.makeSearchPath "bin" [ ]) ];
  makeSearchPathOutput = lib.makeSearchPathOutput "dev" "share" [ split plain "/x" ];
  makeBinPath = [ (lib.makeBinPath [ split plain null "/x" ]) (lib.makeLibraryPath [ split plain ]) (lib.makeIncludePath [ split plain ]) ];
  enableFeature = [ (lib.enableFeature true "x") (lib.enableFeature false "x") (fails (lib.enableFeature true { })) (fails (lib.enableFeature 1 "x")) ];
  enableFeatureAs = [ (lib.enableFeatureAs true "x" "y") (lib.enableFeatureAs false "x" boom) ];
  withFeature = [ (lib.withFeature true "x") (lib.withFeature false "x") ];
  withFeatureAs = [ (lib.withFeatureAs true "x" "y") (lib.withFeatureAs false "x" boom) ];
  cmakeOptionType = [ (lib.cmakeOptionType "path" "X" "/y") (fails (lib.cmakeOptionType "other" "X" "y")) (fails (lib.cmakeOptionType "string" "X" 1)) ];
  cmakeBool = [ (lib.cmakeBool "X" true) (lib.cmakeBool "X" false) (lib.cmakeFeature "X" "y") (fails (lib.cmakeBool "X" "y")) ];
  meson = [ (lib.mesonOption "x" "y") (lib.mesonBool "x" true) (lib.mesonEnable "x" true) (lib.mesonEnable "x" false) (fails (lib.mesonBool "x" 1)) ];

  # versions

  splitVersion = lib.versions.splitVersion "1.2.3-rc4";
  major = [ (lib.versions.major "1.2.3") (lib.versions.minor "1.2.3") (lib.versions.patch "1.2.3") (lib.versions.major "7") ];
  majorMinor = [ (lib.versions.majorMinor "1.2.3") (lib.versions.majorMinor "7") ];
  pad = [ (lib.versions.pad 3 "1.2") (lib.versions.pad 3 "1.3-rc1") (lib.versions.pad 3 "1.2.3.4") (lib.versions.pad 0 "1") ];

  # meta

  addMetaAttrs = [
    (lib.addMetaAttrs { b = 2; } { meta.a = 1; }).meta
    (lib.addMetaAttrs { b = 2; } { }).meta
    (lib.addMetaAttrs { b = 2; } { overrideAttrs = f: { got = f { meta.a = 1; }; }; }).got
  ];
  setName = [ (lib.setName "new" { name = "old"; x = 1; }) (lib.updateName (n: n + "!") { name = "old"; }) (lib.appendToName "s" { name = "a-1.0"; }) ];
  setPrio = map (f: (f { }).meta) [ (lib.setPrio 3) lib.lowPrio lib.hiPrio lib.dontDistribute ];
  mapDerivationAttrset = names (lib.mapDerivationAttrset (_: boom) { a = plain; b = 1; });
  hiPrioSet = [ (lib.hiPrioSet { a = plain; b = 1; }).a.meta (lib.lowPrioSet { a = plain; b = 1; }).b lib.meta.defaultPriority ];
  getExe = map lib.getExe [ split plain (package "x-1" { pname = "named"; }) ];
  getExe' = [ (lib.getExe' split "tool") (fails (lib.getExe' split "a/b")) (fails (lib.getExe' { } "a")) (fails (lib.getExe' split 1)) ];

  # customisation, derivations

  optionalDrvAttr = [ (lib.optionalDrvAttr true 1) (lib.optionalDrvAttr false boom) ];
  makeOverridable =
    let made = lib.makeOverridable ({ a, b ? 10 }: { sum = a + b; }) { a = 1; }; in
    [
      made.sum
      (made.override { a = 2; }).sum
      (made.override (old: { b = old.a; })).sum
      ((made.override { a = 2; }).override { b = 3; }).sum
      (names made)
      (lib.functionArgs made.override)
    ];
  makeOverridable_other = [
    (lib.makeOverridable (a: a.x) { x = 5; })
    ((lib.makeOverridable ({ a }: b: a + b) { a = 1; }).override { a = 5; } 2)
    (lib.functionArgs (lib.makeOverridable ({ a, b ? 1 }: { })))
  ];
  makeOverridable_attrs =
    let
      make = args: { inherit (args) v; overrideAttrs = f: make (args // f args); };
      made = lib.makeOverridable make { v = 1; };
    in
    [ (made.overrideAttrs (old: { v = old.v + 1; })).v ((made.overrideAttrs (_: { v = 7; })).override { w = 1; }).v ];
  makeOverridable_functor =
    let made = lib.makeOverridable { __functor = _: args: { got = names args; }; extra = 1; }; in
    [ made.extra (made { x = 1; }).got ((made { x = 1; }).override { y = 2; }).got ];
  callPackageWith = [
    (lib.callPackageWith { a = 1; b = 2; z = boom; } ({ a, b, c ? 3 }: { l = [ a b c ]; }) { b = 5; }).l
    ((lib.callPackageWith { a = 1; } ({ a }: { inherit a; }) { }).override { a = 2; }).a
    (lib.callPackageWith { a = 1; } ({ a, ... }@args: { n = names args; }) { extra = 1; }).n
    (lib.callPackageWith { a = 1; } (x: { n = names x; }) { b = 2; }).n
    (lib.callPackageWith { inherit lib; } ./lib-cases.nix { }).id
  ];
  callPackagesWith =
    let set = lib.callPackagesWith { a = 1; } ({ a, b }: { x = { v = a; }; y = { v = b; }; }) { b = 2; }; in
    [ (names set) set.y.v (set.x.override { a = 9; }).v (fails (lib.callPackagesWith { } ({ }: plain) { })) ];
  makeScope =
    let
      auto = { outer = "o"; };
      newScope = extra: lib.callPackageWith (auto // extra);
      scope = lib.makeScope newScope (self: {
        a = "a";
        b = (self.callPackage ({ a, outer }: { v = a + outer; }) { }).v;
      });
      more = scope.overrideScope (final: prev: { a = prev.a + "2"; });
    in
    [ scope.b more.b (names scope) (names (scope.packages { })) ((scope.newScope { a = "n"; }) ({ a }: { inherit a; }) { }).a ];
  extendDerivation =
    let
      raw = package "raw" {
        outputs = [ "out" "dev" ];
        drvPath = "/drv";
        out = { type = "derivation"; outputName = "out"; outPath = "/o"; drvPath = "/drv"; };
        dev = { type = "derivation"; outputName = "dev"; outPath = "/d"; drvPath = "/drv"; };
      };
      made = lib.extendDerivation true { extra = 1; overrideAttrs = f: { dev = "changed"; }; } raw;
    in
    [
      (names made)
      made.extra
      made.dev.outPath
      made.dev.outputSpecified
      made.dev.extra
      (map (x: x.outputName) made.all)
      (made.dev.overrideAttrs boom)
      (fails (lib.extendDerivation false { } raw).outPath)
      (lib.extendDerivation boom { } raw).name
    ];

  # options, modules

  mkOption = [ (lib.mkOption { }) (names (lib.mkOption { default = boom; type = boom; })) ];
  mkEnableOption = removeAttrs (lib.mkEnableOption "it") [ "type" ];
  mkEnableOption_names = names (lib.mkEnableOption boom);
  literalExpression = [ (lib.literalExpression "pkgs.x") (fails (lib.literalExpression 1)) (lib.literalMD "text") ];
  isOption = map lib.isOption [ (lib.mkOption { }) { } 1 ];
  isType = [ (lib.isType "if" (lib.mkIf true 1)) (lib.isType "x" { }) (lib.isType "x" (lib.setType "x" { a = 1; })) ];
  mkIf = [ (lib.mkIf false 1) (names (lib.mkIf boom boom)) ];
  mkAssert = [ (lib.mkAssert true "m" 1) (names (lib.mkAssert boom boom boom)) (fails (lib.mkAssert false "m" 1)) ];
  mkMerge = [ (lib.mkMerge [ { a = 1; } ]) (names (lib.mkMerge boom)) ];
  mkOverride = [ (lib.mkOverride 7 "x") (lib.mkDefault 1) (lib.mkForce 1) (lib.mkOptionDefault 1) (lib.mkVMOverride 1) (lib.mkImageMediaOverride 1) ];
  mkOrder = [ (lib.mkOrder 7 "x") (lib.mkBefore 1) (lib.mkAfter 1) ];
  priorities = [ lib.modules.defaultOverridePriority lib.modules.defaultOrderPriority ];

  # generators, cli

  generators_toJSON = [ (lib.generators.toJSON { } { a = [ 1 ]; }) (lib.generators.toYAML { } { b = null; }) ];
  mkValueStringDefault = map (lib.generators.mkValueStringDefault { }) [ 1 "s" true false null 0.5 plain ];
  mkKeyValueDefault = [
    (lib.generators.mkKeyValueDefault { } ":" "f:oo" "b:ar")
    (lib.generators.mkKeyValueDefault { mkValueString = v: "<${v}>"; } " = " "k" "v")
  ];
  toKeyValue = [
    (lib.generators.toKeyValue { } { b = 1; a = true; c = "x=y"; })
    (lib.generators.toKeyValue { listsAsDuplicateKeys = true; indent = "  "; } { a = [ 1 2 ]; b = 3; c = [ ]; })
    (lib.generators.toKeyValue { } { })
  ];
  toINI = [
    (lib.generators.toINI { } { b = { x = 1; }; a = { y = true; z = "s"; }; "[c]" = { }; })
    (lib.generators.toINI { listsAsDuplicateKeys = true; mkSectionName = n: "<${n}>"; } { a.x = [ 1 2 ]; })
    (lib.generators.toINI { } { })
  ];
  toGNUCommandLine = [
    (lib.cli.toGNUCommandLine { } { data = "{}"; X = "PUT"; retry = 3; url = [ "a" "b" ]; silent = true; verbose = false; none = null; })
    (lib.cli.toGNUCommandLine { optionValueSeparator = "="; } { a = 1; long = [ "x" ]; })
    (lib.cli.toGNUCommandLine { mkOptionName = n: "+${n}"; mkBool = n: v: [ n (lib.boolToString v) ]; } { a = 1; b = false; })
  ];
  toGNUCommandLineShell = lib.cli.toGNUCommandLineShell { } { data = "{ }"; v = true; };

  # filesystem, path

  baseNameOf = [ (lib.baseNameOf "/a/b.c") (lib.dirOf "/a/b.c") (lib.baseNameOf ./lib-cases.nix) (lib.isPath ./.) ];
  pathExists = [ (lib.pathExists ./lib-cases.nix) (lib.pathExists ./absent) ];
  readDir = (lib.readDir ./.)."lib-cases.nix";
  listFilesRecursive = lib.count (x: baseNameOf x == "lib-cases.nix") (lib.filesystem.listFilesRecursive ./.);
  packagesFromDirectoryRecursive = [
    (lib.packagesFromDirectoryRecursive { callPackage = path: _: baseNameOf path; directory = ./.; }).lib-cases
    (lib.packagesFromDirectoryRecursive {
      directory = ./.;
      newScope = extra: path: _: names extra == names extra && baseNameOf path == "lib-cases.nix";
      callPackage = boom;
    }).lib-cases
  ];
  path_append = [
    (lib.path.append ./. "lib-cases.nix" == ./lib-cases.nix)
    (map (x: fails (lib.path.append ./. x)) [ "/a" "../a" "" "a/../b" ])
    (fails (lib.path.append "/a" "b"))
  ];
  subpath_isValid = map lib.path.subpath.isValid [ "a/b" "./a" "" "/a" ".." "a/.." "..a" "a..b/c" 1 ];

  # systems

  flakeExposed = map (system: builtins.elem system lib.systems.flakeExposed) [ "x86_64-linux" "aarch64-linux" "aarch64-darwin" ];

  # every section by its own name

  sections = [
    (lib.trivial.id 1)
    (lib.attrsets.genAttrs [ "a" ] (n: n))
    (lib.lists.optional true 1)
    (lib.strings.hasPrefix "a" "ab")
    (lib.fixedPoints.fix (self: 1))
    (lib.versions.major "1.2")
    (lib.modules.mkDefault 1)
    (lib.options.isOption { })
    (lib.meta.getExe split)
    (lib.customisation.callPackageWith { a = 1; } ({ a }: a) { })
    (lib.derivations.optionalDrvAttr false 1)
    (lib.debug.traceIf false "m" 1)
    (lib.asserts.assertMsg true "m")
    (lib.filesystem.baseNameOf "/a")
  ];
}
