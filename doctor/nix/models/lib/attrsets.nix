{ lists, prim, trivial, ... }:
let
  inherit (builtins) all concatMap elemAt filter head length seq;

  # What lies at a path; below a missing step, nothing: an empty set.
  descend = builtins.foldl' (set: name: set.${name} or { });
in
rec {
  inherit (builtins)
    attrNames attrValues catAttrs getAttr hasAttr intersectAttrs isAttrs
    listToAttrs mapAttrs removeAttrs zipAttrsWith;

  # making

  nameValuePair = name: value: { inherit name value; };
  genAttrs = names: f: genAttrs' names (name: nameValuePair name (f name));
  genAttrs' = list: f: listToAttrs (map f list);
  optionalAttrs = cond: set: if cond then set else { };
  cartesianProduct = lists:
    builtins.foldl'
      (rows: name:
        concatMap (row: map (x: row // { ${name} = x; }) lists.${name}) rows)
      [ { } ]
      (attrNames lists);
  cartesianProductOfSets = cartesianProduct;
  mapCartesianProduct = f: lists: map f (cartesianProduct lists);

  # paths

  attrByPath = path: default: set:
    if path == [ ] then set
    else (descend set (lists.init path)).${lists.last path} or default;
  hasAttrByPath = path: set:
    path == [ ] || descend set (lists.init path) ? ${lists.last path};
  getAttrFromPath = path: set:
    builtins.foldl' (inner: name: inner.${name}) set path;
  setAttrByPath = path: value:
    lists.foldr (name: inner: { ${name} = inner; }) value path;

  # choosing

  attrVals = names: set: map (name: set.${name}) names;
  getAttrs = names: set: genAttrs names (name: set.${name});
  filterAttrs = pred: set:
    removeAttrs set (filter (name: !pred name set.${name}) (attrNames set));
  filterAttrsRecursive = pred: set:
    mapAttrs
      (_: value: if isAttrs value then filterAttrsRecursive pred value else value)
      (filterAttrs pred set);
  collect = pred: value:
    if pred value then [ value ]
    else if isAttrs value then concatMap (collect pred) (attrValues value)
    else [ ];
  matchAttrs = pattern: set:
    let
      matches = expected: value:
        if isAttrs expected
        then isAttrs value && matchAttrs expected value
        else expected == value;
    in
    assert isAttrs pattern;
    all
      (name: set ? ${name} && matches pattern.${name} set.${name})
      (attrNames pattern);

  # mapping and folding

  mapAttrs' = f: set: listToAttrs (mapAttrsToList f set);
  mapAttrsToList = f: set: attrValues (mapAttrs f set);
  attrsToList = mapAttrsToList nameValuePair;
  concatMapAttrs = f: set:
    builtins.foldl' trivial.mergeAttrs { } (mapAttrsToList f set);
  mapAttrsRecursive = mapAttrsRecursiveCond (_: true);
  mapAttrsRecursiveCond = cond: f:
    let
      below = path: mapAttrs (name: value:
        let here = path ++ [ name ]; in
        if isAttrs value && cond value then below here value else f here value);
    in
    below [ ];
  foldlAttrs = f: init: set:
    lists.foldl' (acc: name: f acc name set.${name}) init (attrNames set);
  foldAttrs = op: nul: zipAttrsWith (_: lists.foldr op nul);

  # merging

  zipAttrsWithNames = names: f: sets:
    genAttrs names (name: f name (catAttrs name sets));
  zipAttrs = zipAttrsWith (_: values: values);
  mergeAttrsList = sets:
    let
      # By halves, so that no set is copied more than log n times.
      merge = from: count:
        let half = count / 2; in
        if count == 1 then elemAt sets from
        else merge from half // merge (from + half) (count - half);
    in
    if sets == [ ] then { } else merge 0 (length sets);
  recursiveUpdateUntil = pred:
    let
      update = path: old: new:
        old // mapAttrs
          (name: value:
            let here = path ++ [ name ]; in
            if !old ? ${name} || pred here old.${name} value
            then value
            else update here old.${name} value)
          new;
    in
    update [ ];
  # The new value is asked first: if it is no set, it wins over any old one,
  # also over one that is unknown.
  recursiveUpdate = recursiveUpdateUntil
    (_: old: new: seq old (!(isAttrs new && isAttrs old)));
  overrideExisting = old: new:
    mapAttrs (name: value: new.${name} or value) old;
  unionOfDisjoint = x: y:
    x // y // mapAttrs
      (name: _: throw "unionOfDisjoint: both sets have ${name}")
      (intersectAttrs x y);

  # derivations

  isDerivation = x: x.type or null == "derivation";
  recurseIntoAttrs = set: set // { recurseForDerivations = true; };
  dontRecurseIntoAttrs = set: set // { recurseForDerivations = false; };
  getOutput = output: pkg:
    if !prim.isKnown pkg then pkg.${output}
    else if pkg.outputSpecified or false then pkg
    else pkg.${output} or pkg.out or pkg;
  getFirstOutput = outputs: pkg:
    let present = filter (output: pkg ? ${output}) outputs; in
    if pkg.outputSpecified or false || present == [ ] then pkg
    else pkg.${head present};
  getBin = getOutput "bin";
  getLib = getOutput "lib";
  getDev = getOutput "dev";
  getMan = getOutput "man";
  getStatic = getFirstOutput [ "static" "lib" "out" ];
  getInclude = getFirstOutput [ "include" "dev" "out" ];
  chooseDevOutputs = map getDev;
}
