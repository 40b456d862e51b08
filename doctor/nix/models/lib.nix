# nixpkgs' `lib`, as far as flakes shape their outputs with it.
#
# A name that is missing here is an unknown symbol to the evaluator, so what
# depends on the version of nixpkgs, or on more than plain data, is left out.
#
# prim.lib            this model as a flake sees it, unknown names included
# prim.flakeExposed   lib.systems.flakeExposed
{ prim }:
let
  inherit (builtins)
    all any attrNames attrValues catAttrs concatLists concatMap
    concatStringsSep elem elemAt filter fromJSON genList groupBy head
    intersectAttrs isAttrs isBool isFloat isInt isList isPath isString length
    listToAttrs mapAttrs match parseDrvName pathExists readDir readFile
    replaceStrings seq sort split splitVersion stringLength substring tail
    trace zipAttrsWith;

  trivial = rec {
    inherit (builtins)
      add bitAnd bitOr bitXor ceil deepSeq div floor genericClosure isBool
      isFloat isInt lessThan mul pathExists readFile seq sub;

    # functions

    id = x: x;
    const = x: _: x;
    flip = f: a: b: f b a;
    pipe = builtins.foldl' (value: f: f value);

    setFunctionArgs = f: args: {
      __functor = _: f;
      __functionArgs = args;
    };
    mirrorFunctionArgs = f: g: setFunctionArgs g (functionArgs f);
    functionArgs = f:
      if f ? __functor
      then f.__functionArgs or (builtins.functionArgs (f.__functor f))
      else builtins.functionArgs f;
    isFunction = f:
      builtins.isFunction f || f ? __functor && isFunction (f.__functor f);
    toFunction = x: if isFunction x then x else _: x;

    # operators

    concat = x: y: x ++ y;
    mergeAttrs = x: y: x // y;
    and = x: y: x && y;
    "or" = x: y: x || y;
    xor = x: y: (x || y) && !(x && y);
    bitNot = n: -1 - n;
    mod = a: b: a - b * (a / b);
    min = x: y: if x < y then x else y;
    max = x: y: if x > y then x else y;
    compare = x: y: if x < y then -1 else if x > y then 1 else 0;

    # conversions

    boolToString = b: if b then "true" else "false";
    boolToYesNo = b: if b then "yes" else "no";
    mapNullable = f: x: if x == null then x else f x;
    defaultTo = default: x: if x == null then default else x;
    toBaseDigits = base: number:
      let
        digits = n:
          if n < base then [ n ] else digits (n / base) ++ [ (mod n base) ];
      in
      assert isInt base && isInt number && base >= 2 && number >= 0;
      digits number;
    toHexString = number:
      strings.concatMapStrings
        (digit: substring digit 1 "0123456789ABCDEF")
        (toBaseDigits 16 number);
    importJSON = file: fromJSON (readFile file);
    importTOML = file: builtins.fromTOML (readFile file);

    # messages

    info = msg: trace "INFO: ${msg}";
    warn = msg: value:
      assert isString msg;
      trace "evaluation warning: ${msg}" value;

    # A warning never changes the value, nor does an assertion that holds. So
    # the condition stays beside the value: it may be undecided.
    warnIf = cond: msg: value: seq (!cond || warn msg true) value;
    warnIfNot = cond: warnIf (!cond);
    throwIf = cond: throwIfNot (!cond);
    throwIfNot = cond: msg: value: assert asserts.assertMsg cond msg; value;
    showWarnings = warnings: value: lists.foldr warn value warnings;

    inPureEvalMode = !builtins ? currentSystem;
  };

  asserts = rec {
    assertMsg = cond: msg: cond || throw msg;
    assertOneOf = name: value: assertEachOneOf name [ value ];
    assertEachOneOf = name: values: allowed:
      assertMsg (all (value: elem value allowed) values)
        "${name} has a value that is not allowed";
  };

  debug = rec {
    inherit (builtins) trace;
    traceIf = cond: msg: value: seq (cond && trace msg true) value;
    traceValFn = f: value: trace (f value) value;
    traceVal = traceValFn trivial.id;
    traceSeq = shown: trace (builtins.deepSeq shown shown);
    traceValSeqFn = f: value: traceValFn f (builtins.deepSeq value value);
    traceValSeq = traceValSeqFn trivial.id;
  };

  fixedPoints = rec {
    fix = f: let self = f self; in self;
    fix' = f: let self = f self // { __unfix__ = f; }; in self;
    converge = f: x: let next = f x; in if next == x then x else converge f next;

    extends = overlay: f: final:
      let prev = f final; in prev // overlay final prev;
    composeExtensions = f: g: final: prev:
      let first = f final prev; in first // g final (prev // first);
    composeManyExtensions = lists.foldr composeExtensions (_: _: { });
    toExtension = x:
      if !trivial.isFunction x then _: _: x
      else final: prev:
        let partial = x prev; in
        if trivial.isFunction partial then x final prev else partial;

    makeExtensible = makeExtensibleWithCustomName "extend";
    makeExtensibleWithCustomName = extend: f:
      fix' (self: f self // {
        ${extend} = overlay:
          makeExtensibleWithCustomName extend (extends overlay f);
      });
  };

  # What lies at a path; below a missing step, nothing: an empty set.
  descend = builtins.foldl' (set: name: set.${name} or { });

  attrsets = rec {
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
  };

  indices = list: genList trivial.id (length list);

  lists = rec {
    inherit (builtins)
      all any concatLists concatMap elem elemAt filter genList groupBy head
      isList length map partition sort tail;

    # making

    singleton = x: [ x ];
    toList = x: if isList x then x else [ x ];
    optional = cond: x: if cond then [ x ] else [ ];
    optionals = cond: list: if cond then list else [ ];
    range = first: last:
      if first > last then [ ] else genList (n: first + n) (last - first + 1);
    replicate = n: x: genList (_: x) n;

    # mapping and folding

    forEach = list: f: map f list;
    imap0 = f: list: genList (n: f n (elemAt list n)) (length list);
    imap1 = f: imap0 (n: f (n + 1));
    flatten = x: if isList x then concatMap flatten x else [ x ];
    concatAttrValues = set: concatLists (attrValues set);
    # Lazy on the far side: `op` decides whether the rest is needed.
    foldr = op: nul: list:
      let
        end = length list;
        from = n: if n == end then nul else op (elemAt list n) (from (n + 1));
      in
      from 0;
    fold = foldr;
    foldl = op: nul: list:
      let
        upto = n: if n == 0 then nul else op (upto (n - 1)) (elemAt list (n - 1));
      in
      upto (length list);
    # The builtin leaves the first accumulator alone.
    foldl' = op: acc: seq acc (builtins.foldl' op acc);
    groupBy' = op: nul: key: list:
      mapAttrs (_: foldl op nul) (groupBy key list);
    zipListsWith = f: xs: ys:
      genList
        (n: f (elemAt xs n) (elemAt ys n))
        (trivial.min (length xs) (length ys));
    zipLists = zipListsWith (fst: snd: { inherit fst snd; });
    crossLists = f: foldl (fs: xs: concatMap (g: map g xs) fs) [ f ];

    # searching

    findFirst = pred: default: list:
      let
        found = builtins.foldl'
          (found: x: if found == [ ] && pred x then [ x ] else found)
          [ ]
          list;
      in
      if found == [ ] then default else head found;
    findFirstIndex = pred: default: list:
      findFirst (n: pred (elemAt list n)) default (indices list);
    findSingle = pred: default: multiple: list:
      let found = filter pred list; in
      if found == [ ] then default
      else if length found == 1 then head found
      else multiple;
    count = pred: list: length (filter pred list);
    remove = x: filter (y: y != x);
    ifilter0 = pred: list:
      map (elemAt list) (filter (n: pred n (elemAt list n)) (indices list));

    # parts

    sublist = start: count: list:
      let rest = length list - start; in
      genList
        (n: elemAt list (start + n))
        (if rest <= 0 then 0 else trivial.min count rest);
    take = sublist 0;
    takeEnd = n: list: drop (trivial.max 0 (length list - n)) list;
    drop = n: list: sublist n (length list) list;
    dropEnd = n: list: take (trivial.max 0 (length list - n)) list;
    last = list:
      assert asserts.assertMsg (list != [ ]) "last: the list is empty";
      elemAt list (length list - 1);
    init = list:
      assert asserts.assertMsg (list != [ ]) "init: the list is empty";
      take (length list - 1) list;
    hasPrefix = prefix: list: take (length prefix) list == prefix;
    removePrefix = prefix: list:
      assert asserts.assertMsg (hasPrefix prefix list) "removePrefix: not a prefix";
      drop (length prefix) list;
    commonPrefix = xs: ys:
      let equal = zipListsWith (x: y: x == y) xs ys; in
      take (findFirstIndex (same: !same) (length equal) equal) xs;
    replaceElemAt = list: index: new:
      assert asserts.assertMsg (index >= 0 && index < length list)
        "replaceElemAt: no index ${toString index}";
      imap0 (n: old: if n == index then new else old) list;

    # order

    reverseList = list:
      let end = length list - 1; in
      genList (n: elemAt list (end - n)) (length list);
    sortOn = key: list:
      let keyed = map (value: { inherit value; key = key value; }) list; in
      catAttrs "value" (sort (a: b: a.key < b.key) keyed);
    compareLists = cmp: xs: ys:
      findFirst
        (order: order != 0)
        (trivial.compare (length xs) (length ys))
        (zipListsWith cmp xs ys);
    naturalSort = list:
      let
        key = string:
          map
            (part: if isList part then fromJSON (head part) else part)
            (split "(0|[1-9][0-9]*)" string);
        keyed = map (value: { inherit value; key = key value; }) list;
      in
      catAttrs "value"
        (sort (a: b: compareLists trivial.compare a.key b.key < 0) keyed);

    # lists as sets

    unique =
      foldl' (seen: x: if elem x seen then seen else seen ++ [ x ]) [ ];
    uniqueStrings = list: attrNames (groupBy trivial.id list);
    allUnique = list: length (unique list) == length list;
    intersectLists = xs: filter (y: elem y xs);
    subtractLists = xs: filter (y: !elem y xs);
    mutuallyExclusive = xs: ys: xs == [ ] || !any (y: elem y xs) ys;
  };

  # JSON reads as a float what is too large for an integer.
  integer = digits:
    let number = fromJSON digits; in
    assert asserts.assertMsg (isInt number) "${digits} is too large an integer";
    number;

  strings = rec {
    inherit (builtins)
      compareVersions concatStringsSep elem elemAt filter fromJSON genList head
      isAttrs isInt isList isPath isString match parseDrvName readFile
      replaceStrings split stringLength substring tail toJSON typeOf
      unsafeDiscardStringContext;

    # joining

    join = concatStringsSep;
    concatStrings = concatStringsSep "";
    concatLines = concatMapStrings (line: line + "\n");
    concatMapStrings = concatMapStringsSep "";
    concatMapStringsSep = sep: f: list: concatStringsSep sep (map f list);
    concatImapStrings = concatImapStringsSep "";
    concatImapStringsSep = sep: f: list:
      concatStringsSep sep (lists.imap1 f list);
    concatMapAttrsStringSep = sep: f: set:
      concatStringsSep sep (attrsets.mapAttrsToList f set);
    intersperse = sep: list:
      if list == [ ] then [ ] else tail (concatMap (x: [ sep x ]) list);
    replicate = n: string: concatStrings (lists.replicate n string);
    optionalString = cond: string: if cond then string else "";

    # taking apart

    stringToCharacters = string:
      genList (n: substring n 1 string) (stringLength string);
    stringAsChars = f: string: concatMapStrings f (stringToCharacters string);
    splitString = sep: string:
      map
        (addContextFrom string)
        (filter isString (split (escapeRegex (toString sep)) (toString string)));
    addContextFrom = source: target: substring 0 0 source + target;
    hasPrefix = prefix: string:
      substring 0 (stringLength prefix) string == prefix;
    hasSuffix = suffix: string:
      let start = stringLength string - stringLength suffix; in
      start >= 0 && substring start (-1) string == suffix;
    hasInfix = infix: string:
      match ".*${escapeRegex infix}.*" "${string}" != null;
    removePrefix = prefix: string:
      if hasPrefix prefix string
      then substring (stringLength prefix) (-1) string
      else string;
    removeSuffix = suffix: string:
      if hasSuffix suffix string
      then substring 0 (stringLength string - stringLength suffix) string
      else string;
    trim = trimWith { start = true; end = true; };
    trimWith = { start ? false, end ? false }:
      let
        blank = " \t\r\n";
        before = optionalString start "[${blank}]*";
        kept = if end then "(.*[^${blank}])[${blank}]*" else "(.*)";
      in
      string:
      let found = match (before + kept) string; in
      if found == null then "" else head found;

    # letters

    lowerChars = stringToCharacters "abcdefghijklmnopqrstuvwxyz";
    upperChars = stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    toLower = replaceStrings upperChars lowerChars;
    toUpper = replaceStrings lowerChars upperChars;
    toSentenceCase = string:
      assert asserts.assertMsg (isString string) "toSentenceCase: not a string";
      toUpper (substring 0 1 string) + toLower (substring 1 (-1) string);

    # quoting

    replaceString = from: to: replaceStrings [ from ] [ to ];
    escape = chars: replaceStrings chars (map (char: "\\" + char) chars);
    escapeRegex = escape (stringToCharacters "\\[{()^$?*+|.");
    escapeShellArg = arg:
      let word = toString arg; in
      if match "[[:alnum:],._+:@%/-]+" word != null then word
      else "'${replaceString "'" "'\\''" word}'";
    escapeShellArgs = concatMapStringsSep " " escapeShellArg;
    isValidPosixName = name: match "[a-zA-Z_][a-zA-Z0-9_]*" name != null;
    toShellVar = name: value:
      let
        entry = key: x: "[${escapeShellArg key}]=${escapeShellArg x}";
      in
      assert asserts.assertMsg (isValidPosixName name)
        "toShellVar: ${name} is no name for a shell variable";
      if isAttrs value && !isStringLike value
      then "declare -A ${name}=(${concatMapAttrsStringSep " " entry value})"
      else if isList value
      then "declare -a ${name}=(${escapeShellArgs value})"
      else "${name}=${escapeShellArg value}";
    toShellVars = concatMapAttrsStringSep "\n" toShellVar;
    escapeNixString = string: escape [ "$" ] (toJSON string);
    escapeXML = replaceStrings
      [ "\"" "'" "<" ">" "&" ]
      [ "&quot;" "&apos;" "&lt;" "&gt;" "&amp;" ];
    escapeURL =
      let
        printable = " !\"#$%&'()*+,-./0123456789:;<=>?@"
          + "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
        code = { "\t" = 9; "\n" = 10; "\r" = 13; } // listToAttrs
          (lists.imap0
            (n: char: { name = char; value = n + 32; })
            (stringToCharacters printable));
        plain = lowerChars ++ upperChars ++ stringToCharacters "0123456789-_.~";
        escaped = mapAttrs
          (_: n: "%" + fixedWidthString 2 "0" (trivial.toHexString n))
          (removeAttrs code plain);
      in
      replaceStrings (attrNames escaped) (attrValues escaped);

    # conversions

    isStringLike = x: isString x || isPath x || x ? outPath || x ? __toString;
    isConvertibleWithToString = x:
      isStringLike x
      || elem (typeOf x) [ "null" "int" "float" "bool" ]
      || isList x && all isConvertibleWithToString x;
    floatToString = toString;
    toInt = string:
      let
        found = match "[[:space:]]*(-?[[:digit:]]+)[[:space:]]*" string;
        digits = head found;
      in
      assert asserts.assertMsg (found != null && match "0[[:digit:]]+" digits == null)
        "toInt: ${string} is not an integer, or may be octal";
      integer digits;
    toIntBase10 = string:
      let
        found = match "[[:space:]]*0*(-?[[:digit:]]+)[[:space:]]*" string;
      in
      assert asserts.assertMsg (found != null)
        "toIntBase10: ${string} is not an integer";
      integer (head found);
    fixedWidthString = width: filler: string:
      let
        missing = width - stringLength string;
        step = stringLength filler;
      in
      assert asserts.assertMsg
        (missing >= 0 && (missing == 0 || trivial.mod missing step == 0))
        "fixedWidthString: ${string} does not fit ${toString width} characters";
      if missing == 0 then string else replicate (missing / step) filler + string;
    fixedWidthNumber = width: number: fixedWidthString width "0" (toString number);
    fileContents = file: removeSuffix "\n" (readFile file);

    # names and versions of packages

    versionOlder = a: b: compareVersions a b == -1;
    versionAtLeast = a: b: !versionOlder a b;
    getName = x:
      if isString x then (parseDrvName x).name
      else x.pname or (parseDrvName x.name).name;
    getVersion = x:
      if isString x then (parseDrvName x).version
      else x.version or (parseDrvName x.name).version;
    nameFromURL = url: sep:
      let
        file = lists.last (splitString "/" url);
        name = head (splitString sep file);
      in
      assert name != file;
      name;
    sanitizeDerivationName = string:
      let
        plain = unsafeDiscardStringContext string;
        undotted = head (match "\\.*(.*)" plain);
        dashed = concatMapStrings
          (part: if isList part then "-" else part)
          (split "[^[:alnum:]+._?=-]+" undotted);
        short = substring (trivial.max 0 (stringLength dashed - 207)) (-1) dashed;
      in
      if stringLength string <= 207
        && match "[[:alnum:]+_?=-][[:alnum:]+._?=-]*" string != null
      then plain
      else if short == "" then "unknown"
      else short;

    # search paths

    makeSearchPath = dir: paths:
      concatMapStringsSep ":" (path: path + "/" + dir) (filter (path: path != null) paths);
    makeSearchPathOutput = output: dir: pkgs:
      makeSearchPath dir (map (attrsets.getOutput output) pkgs);
    makeBinPath = makeSearchPathOutput "bin" "bin";
    makeLibraryPath = makeSearchPathOutput "lib" "lib";
    makeIncludePath = makeSearchPathOutput "dev" "include";

    # flags of build systems

    enableFeature = cond: name:
      assert isBool cond && isString name;
      "--${if cond then "enable" else "disable"}-${name}";
    enableFeatureAs = cond: name: value:
      enableFeature cond name + optionalString cond "=${value}";
    withFeature = cond: name:
      assert isString name;
      "--${if cond then "with" else "without"}-${name}";
    withFeatureAs = cond: name: value:
      withFeature cond name + optionalString cond "=${value}";
    cmakeOptionType = type: name: value:
      let
        TYPE = toUpper type;
        known = [ "BOOL" "FILEPATH" "PATH" "STRING" "INTERNAL" "LIST" ];
      in
      assert elem TYPE known && isString name && isString value;
      "-D${name}:${TYPE}=${value}";
    cmakeBool = name: cond:
      assert isBool cond;
      cmakeOptionType "bool" name (if cond then "TRUE" else "FALSE");
    cmakeFeature = cmakeOptionType "string";
    mesonOption = name: value:
      assert isString name && isString value;
      "-D${name}=${value}";
    mesonBool = name: cond:
      assert isBool cond;
      mesonOption name (trivial.boolToString cond);
    mesonEnable = name: cond:
      assert isBool cond;
      mesonOption name (if cond then "enabled" else "disabled");
  };

  versions = rec {
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
  };

  meta = rec {
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
  };

  derivations = {
    optionalDrvAttr = cond: value: if cond then value else null;
  };

  functionOf = fn: if trivial.isFunction fn then fn else import fn;

  customisation = rec {
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
  };

  options = rec {
    isOption = isType "option";
    mkOption = attrs: attrs // { _type = "option"; };
    mkEnableOption = name: mkOption {
      default = false;
      example = true;
      description = "Whether to enable ${name}.";
      type = prim.lib.types.bool;
    };
    literalExpression = literal "literalExpression";
    literalMD = literal "literalMD";
  };
  literal = _type: text:
    assert asserts.assertMsg (isString text) "${_type}: not a string";
    { inherit _type text; };

  # Of lib.types only the tags that mark plain data.
  isType = type: x: x._type or "" == type;
  setType = type: x: x // { _type = type; };

  modules = rec {
    mkIf = condition: content: { _type = "if"; inherit condition content; };
    mkAssert = cond: msg: mkIf (cond || throw msg);
    setDefaultModuleLocation = file: module: { _file = file; imports = [ module ]; };
    mkMerge = contents: { _type = "merge"; inherit contents; };

    mkOverride = priority: content: { _type = "override"; inherit priority content; };
    mkOptionDefault = mkOverride 1500;
    mkDefault = mkOverride 1000;
    defaultOverridePriority = 100;
    mkImageMediaOverride = mkOverride 60;
    mkForce = mkOverride 50;
    mkVMOverride = mkOverride 10;

    mkOrder = priority: content: { _type = "order"; inherit priority content; };
    mkBefore = mkOrder 500;
    defaultOrderPriority = 1000;
    mkAfter = mkOrder 1500;
  };

  generators = rec {
    toJSON = { }: builtins.toJSON;
    toYAML = { }: builtins.toJSON;
    mkValueStringDefault = { }: x:
      if isString x then x
      else if isBool x then trivial.boolToString x
      else if x == null then "null"
      else if isInt x || isFloat x || attrsets.isDerivation x then toString x
      else abort "mkValueStringDefault: no text for a ${builtins.typeOf x}";
    mkKeyValueDefault = { mkValueString ? mkValueStringDefault { } }: sep: key: value:
      strings.escape [ sep ] key + sep + mkValueString value;
    toKeyValue =
      { mkKeyValue ? mkKeyValueDefault { } "="
      , listsAsDuplicateKeys ? false
      , indent ? ""
      }:
      let
        line = key: value: "${indent}${mkKeyValue key value}\n";
        lines = key: value:
          if listsAsDuplicateKeys
          then strings.concatMapStrings (line key) (lists.toList value)
          else line key value;
      in
      strings.concatMapAttrsStringSep "" lines;
    toINI =
      { mkSectionName ? strings.escape [ "[" "]" ]
      , mkKeyValue ? mkKeyValueDefault { } "="
      , listsAsDuplicateKeys ? false
      }:
      strings.concatMapAttrsStringSep "\n" (name: section:
        "[${mkSectionName name}]\n"
        + toKeyValue { inherit mkKeyValue listsAsDuplicateKeys; } section);
  };

  cli = rec {
    toGNUCommandLineShell = options: args:
      strings.escapeShellArgs (toGNUCommandLine options args);
    toGNUCommandLine =
      { mkOptionName ? name: (if stringLength name == 1 then "-" else "--") + name
      , mkBool ? name: on: lists.optional on (mkOptionName name)
      , mkList ? name: concatMap (mkOption name)
      , mkOption ? name: value:
          let text = generators.mkValueStringDefault { } value; in
          if value == null then [ ]
          else if optionValueSeparator == null then [ (mkOptionName name) text ]
          else [ "${mkOptionName name}${optionValueSeparator}${text}" ]
      , optionValueSeparator ? null
      }:
      args:
      let
        render = name: value:
          if isBool value then mkBool name value
          else if isList value then mkList name value
          else mkOption name value;
      in
      concatLists (attrsets.mapAttrsToList render args);
  };

  filesystem = rec {
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
  };

  path = {
    append = base: sub:
      assert asserts.assertMsg (isPath base) "path.append: not a path";
      assert asserts.assertMsg (path.subpath.isValid sub) "path.append: not a subpath";
      base + "/${sub}";
    subpath.isValid = x:
      isString x && x != "" && substring 0 1 x != "/"
      && match "(.*/)?\\.\\.(/.*)?" x == null;
  };

  systems = { inherit (prim) flakeExposed; };

  # Types as data: what `name`, `nestedTypes`, `getSubModules` and `functor.payload`
  # say of them in nixpkgs, for models that put modules together.
  types =
    let
      type = name: more: { _type = "option-type"; inherit name; } // more;
      of = name: elemType: type name { nestedTypes = { inherit elemType; }; };
      separated = sep: type "separatedString" { functor.payload = { inherit sep; }; };
    in
    attrsets.genAttrs
      [
        "anything" "attrs" "bool" "boolByOr" "deferredModule" "float" "int"
        "number" "package" "path" "pkgs" "port" "raw" "shellPackage" "str"
        "unspecified"
      ]
      (name: type name { })
    // attrsets.genAttrs
      [ "attrsOf" "functionTo" "lazyAttrsOf" "listOf" "nonEmptyListOf" "nullOr" "uniq" ]
      (name: of ({ nonEmptyListOf = "listOf"; uniq = "unique"; }.${name} or name))
    // {
      commas = separated ",";
      envVar = separated ":";
      lines = separated "\n";
      separatedString = separated;
      either = _: _: type "either" { };
      enum = _: type "enum" { };
      oneOf = _: type "either" { };
      nonEmptyStr = type "nonEmptyStr" { };
      singleLineStr = type "singleLineStr" { };
      submodule = modules: type "submodule" {
        getSubModules = lists.toList modules;
        functor.payload.shorthandOnlyDefinesConfig = true;
      };
      submoduleWith = args@{ modules, ... }: type "submodule" {
        getSubModules = modules;
        functor.payload = args;
      };
    };

  sections = {
    inherit
      asserts attrsets cli customisation debug derivations filesystem
      fixedPoints generators lists meta modules options path strings systems
      trivial types versions;
  };
in
# Not all that a section has is in nixpkgs a name of `lib` itself.
removeAttrs strings [
  "escapeNixString" "floatToString" "isConvertibleWithToString"
  "sanitizeDerivationName"
]
// removeAttrs lists
  [ "commonPrefix" "findFirstIndex" "hasPrefix" "removePrefix" ]
// removeAttrs attrsets [ "unionOfDisjoint" ]
// removeAttrs asserts [ "assertEachOneOf" ]
// removeAttrs filesystem [ "listFilesRecursive" ]
// removeAttrs meta [ "defaultPriority" ]
// removeAttrs modules [ "defaultOrderPriority" "defaultOverridePriority" ]
// trivial // fixedPoints // customisation // derivations // options // debug
// sections
// {
  inherit (builtins) compareVersions fromTOML hasContext splitVersion toString tryEval;
  inherit isType setType;
  extend = overlay:
    fixedPoints.makeExtensible (fixedPoints.extends overlay (_: prim.lib));
}
