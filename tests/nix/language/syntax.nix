# Every construct of the language, each result compared with real Nix.
let
  set = { a = 1; b.c = 2; "d e" = 3; };
  fn = { x, y ? x + 1, ... }@all: { inherit x y; names = builtins.attrNames all; };
  deep = rec { a = 1; b = a + 1; c = { d = b + a; }; };
in
{
  integers = [ 1 (-2) (7 / 2) (-7 / 2) (7 / -2) (3 * 4 - 5) (2 + 3 * 4) ((2 + 3) * 4) (1 - 2 - 3) ];
  floats = [ 1.5 (1 + 0.5) (2 * 1.5) (7 / 2.0) .5 1.0e3 ];
  booleans = [ (true && false) (false || true) (true -> false) (false -> true) (!true) (!false && false) ];
  comparison = [ (1 < 2) (1 <= 1) (2 > 3) (2 >= 2) (1 < 1.5) ("a" < "b") ("a" < "B") ([ 1 2 ] < [ 1 3 ]) ([ 1 ] < [ 1 0 ]) ];
  equality = [
    (1 == 1.0) ("a" == "a") ([ 1 [ 2 ] ] == [ 1 [ 2 ] ]) ({ a = 1; } == { a = 1; }) ({ a = 1; } == { })
    (null == false) (1 == "1") (true == true) ((x: x) == (x: x)) ([ ] != [ 1 ]) ({ } == [ ])
  ];
  precedence = [ (1 + 2 == 3) (!false == true) ([ 1 ] ++ [ 2 ] ++ [ 3 ]) (-1 + 2) (true || false && false) (1 < 2 == true) ];
  update = { a = 1; b = { c = 1; }; } // { b = { d = 2; }; } // { e = 3; };
  updateNested = ({ a = 1; } // { a = 2; }).a;
  selection = [ set.a set.b.c set."d e" (set.x or "none") (set.b.x or set.b.c) (set.a.b or 7) (set.x.y.z or null) ];
  dynamicSelection = let n = "b"; in [ set.${n}.c set."${n}".c (set.${"x"} or 1) ];
  has = [ (set ? a) (set ? b.c) (set ? x) (set ? b.x) (set ? a.b) (set ? "d e") (1 ? a) (set ? ${"a"}) ];
  dynamicNames = { ${"a" + "b"} = 1; "c${"d"}" = 2; ${null} = 3; e.${"f"}.g = 4; };
  nestedPaths = { a.b = 1; a.c = 2; a.d.e = 3; };
  mergedSets = { a = { b = 1; }; a.c = 2; };
  mergedRec = { a = rec { b = 1; c = b; }; a.d = 3; };
  recursive = deep;
  recInherit = let x = 1; in rec { inherit x; y = x; };
  inheritFrom = let inherit (set) a b; inherit (set.b) c; in { inherit a b c; inherit (set) "d e"; };
  inheritShadow = let x = 1; in { x = 2; y = { inherit x; }; };
  recInheritFrom = rec { s = { q = 5; }; inherit (s) q; r = q; };
  letShadow = let x = 1; in let x = 2; in x;
  letRecursive = let even = n: if n == 0 then true else odd (n - 1); odd = n: if n == 0 then false else even (n - 1); in even 10;
  letPath = let a.b = 1; a.c = 2; in a;
  withScope = with set; [ a b.c ];
  withIsWeak = let a = 9; in with set; a;
  withInner = with { x = 1; y = 2; }; with { x = 3; }; [ x y ];
  withLazy = let x = 1; in with throw "never"; x;
  functions = [ ((x: x + 1) 2) ((x: y: x - y) 5 3) (fn { x = 1; }) (fn { x = 1; y = 5; z = 6; }) ];
  atBefore = (all@{ a, ... }: all // { b = a; }) { a = 1; c = 2; };
  defaultSeesArguments = ({ a, b ? a * 2, c ? b + 1 }: [ a b c ]) { a = 2; };
  atHasNoDefaults = ({ a ? 1 }@all: all) { };
  trailingComma = ({ a, b ? 2, }: a + b) { a = 1; };
  trailingCommaComment = (
    {
      a,
      b ? 2, # the last
    }:
    a + b
  ) { a = 1; };
  trailingCommaNested = ({ a ? ({ x, }: x) { x = 3; }, }: a) { };
  functor = { __functor = self: x: x + self.n; n = 10; } 5;
  functorNested = { __functor = self: { __functor = _: x: x; }; } 1;
  conditional = [ (if 1 < 2 then "yes" else "no") (if false then throw "x" else 2) ];
  asserted = assert 1 == 1; "fine";
  lazy = { a = 1; inherit (builtins) langVersion; b = 2; }.a + (x: 1) (throw "never");
  lazyList = builtins.length [ (throw "a") (throw "b") ];
  selfReference = (rec { xs = [ 1 ] ++ ys; ys = [ 2 ]; }).xs;
  infinite = let ones = [ 1 ] ++ (builtins.genList (_: 1) 2); in ones;
  knot = let a = { x = 1; y = a.x; }; in a.y;
  orAsName = { or = 1; }.or;
  ancientLet = let { x = 1; body = x + 1; };
  comments = /* a */ [ 1 # b
    2 /* c
    */ 3 ];
  primes = let x' = 1; x-y = 2; _z = 3; in [ x' x-y _z ];
  applyInList = [ (builtins.add 1 2) builtins.langVersion ];
  uri = https://example.org/a?b=c;
  operatorsAsFunctions = map (x: -x) [ 1 2 ];
  concat = [ 1 2 ] ++ [ ] ++ [ (1 + 1) ];
  implicationChain = [ (true -> true -> false) (false -> false -> false) ];
  nestedInterpolation = "a${"b${"c"}"}d";
  attrsToString = "${{ __toString = self: "str${toString self.n}"; n = 1; }}";
  withOutPath = "${{ outPath = "/x/y"; }}/z";
  laterBindingWins = ({ a = 1; } // { a = throw "x"; } // { a = 3; }).a;
  emptyThings = [ { } [ ] "" '''' (rec { }) ];
}
