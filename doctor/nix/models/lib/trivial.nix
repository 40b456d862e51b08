{ asserts, lists, strings, ... }:
let
  inherit (builtins) fromJSON isString substring trace;
in
rec {
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
}
