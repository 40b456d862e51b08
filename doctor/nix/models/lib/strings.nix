{ asserts, attrsets, lists, trivial, ... }:
let
  inherit (builtins)
    all attrNames attrValues concatMap fromJSON isBool isInt listToAttrs
    mapAttrs;

  # JSON reads as a float what is too large for an integer.
  integer = digits:
    let number = fromJSON digits; in
    assert asserts.assertMsg (isInt number) "${digits} is too large an integer";
    number;
in
rec {
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
}
