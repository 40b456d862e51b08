# The builtins that the evaluator has, each compared with real Nix.
let
  inherit (builtins)
    all any attrNames attrValues baseNameOf bitAnd bitOr bitXor catAttrs ceil compareVersions concatLists
    concatMap concatStringsSep deepSeq dirOf div elem elemAt filter floor foldl' fromJSON fromTOML
    functionArgs genericClosure genList getAttr groupBy hasAttr hashString head intersectAttrs isAttrs
    isBool isFloat isFunction isInt isList isNull isPath isString length lessThan listToAttrs map mapAttrs
    match mul parseDrvName partition removeAttrs replaceStrings seq sort split splitVersion stringLength
    sub substring tail toJSON toString tryEval typeOf unsafeDiscardStringContext zipAttrsWith;
in
{
  lists = [
    (head [ 1 2 ]) (tail [ 1 2 3 ]) (length [ ]) (elemAt [ 1 2 ] 1) (map (x: x * 2) [ 1 2 ])
    (filter (x: x > 1) [ 1 2 3 ]) (foldl' (a: b: a - b) 10 [ 1 2 ]) (concatLists [ [ 1 ] [ ] [ 2 3 ] ])
    (concatMap (x: [ x x ]) [ 1 2 ]) (genList (i: i * i) 4) (sort lessThan [ 3 1 2 ])
    (sort (a: b: a.k < b.k) [ { k = 2; v = 1; } { k = 1; v = 2; } { k = 2; v = 3; } ])
    (all (x: x > 0) [ 1 2 ]) (any (x: x > 1) [ ]) (elem 2 [ 1 2 ]) (elem { a = 1; } [ { a = 1; } ])
    (partition (x: x > 1) [ 1 2 3 ]) (groupBy (x: if x > 1 then "big" else "small") [ 1 2 3 ])
  ];
  closure = genericClosure {
    startSet = [ { key = 5; } ];
    operator = item: if item.key > 1 then [ { key = item.key - 1; } { key = item.key - 2; } ] else [ ];
  };
  sets = [
    (attrNames { b = 1; a = 2; }) (attrValues { b = 1; a = 2; }) (getAttr "a" { a = 1; }) (hasAttr "a" { })
    (mapAttrs (n: v: n + toString v) { a = 1; }) (removeAttrs { a = 1; b = 2; } [ "a" "c" ])
    (listToAttrs [ { name = "a"; value = 1; } { name = "a"; value = 2; } ]) (catAttrs "a" [ { a = 1; } { } { a = 2; } ])
    (intersectAttrs { a = 1; b = 2; } { b = 3; c = 4; }) (functionArgs ({ a, b ? 1 }: a)) (functionArgs (x: x))
    (zipAttrsWith (n: vs: [ n vs ]) [ { a = 1; } { a = 2; b = 3; } ])
  ];
  kinds = map (f: map f [ 1 1.5 true null "s" [ ] { } (x: x) head ./x ]) [
    isInt isFloat isBool isNull isString isList isAttrs isFunction isPath typeOf
  ];
  strings = [
    (stringLength "abc") (stringLength "ä") (substring 1 2 "abcd") (substring 2 (-1) "abcd") (substring 5 2 "abc")
    (substring 0 10 "abc") (concatStringsSep ", " [ "a" "b" ]) (concatStringsSep "," [ ])
    (replaceStrings [ "a" "b" ] [ "b" "a" ] "aabb") (replaceStrings [ "" ] [ "-" ] "ab") (replaceStrings [ "ab" "a" ] [ "x" "y" ] "aba")
    (toString 1) (toString true) (toString false) (toString null) (toString [ 1 [ 2 "a" ] true null ]) (toString 1.5)
    (toString (-3)) (unsafeDiscardStringContext "a") (hashString "sha256" "x") (hashString "md5" "")
  ];
  matches = [
    (match "ab" "abc") (match "abc" "abc") (match "a(b)(x)?c" "abc") (match "[[:space:]]*([^[:space:]]+)[[:space:]]*" "  foo ")
    (match "(.*)\\.nix" "foo.nix") (match "([0-9]+)\\.([0-9]+).*" "12.34.5") (match "[a-z]+|[0-9]+" "abc") (match "a{2,3}" "aaa")
    (match "[]a]+" "]a") (match "[^]a]+" "bcd") (match "[.]" "x") (match "a.b" "a\nb") (match "" "") (match "v?([0-9].*)" "v1.2")
    (match "[a\\]+" "a\\") (match "\\$x" "$x") (match "^a$" "a")
  ];
  splits = [
    (split "," "a,b,,c") (split "(,)" "a,b") (split "x" "") (split "[0-9]+" "a12b3") (split "\n" "one\ntwo\n") (split "(a)" "c") 
  ];
  versions = [
    (splitVersion "1.2.3-rc1") (splitVersion "") (compareVersions "1.0" "1.0.1") (compareVersions "2.3" "2.3pre1")
    (compareVersions "1.0rc1" "1.0") (compareVersions "1.10" "1.9") (compareVersions "a" "b") (compareVersions "1" "1")
    (compareVersions "2.1" "2.1a") (parseDrvName "nix-0.12pre12876") (parseDrvName "hello") (parseDrvName "a-b-1.2-3") (parseDrvName "x-y")
  ];
  numbers = [ (div 7 2) (mul 3 4) (sub 1 2) (bitAnd 6 3) (bitOr 6 3) (bitXor 6 3) (ceil 1.2) (floor (-1.2)) (lessThan 1 2) ];
  control = [ (seq 1 2) (deepSeq [ 1 ] 2) (tryEval (throw "x")) (tryEval 1) (tryEval (assert false; 1)) (builtins.trace "t" 1) ];
  json = [
    (fromJSON ''{"a": [1, 2.5, null, true, "x\u00e4"], "b": {}}'') (toJSON { b = 1; a = [ null "q\"" 1.5 ]; }) (toJSON { outPath = "x"; })
    (toJSON "a\nb")
  ];
  toml = fromTOML ''
    name = "x"
    list = [1, 2]
    [package]
    version = "1.2.3"
    [[bin]]
    name = "a"
    [[bin]]
    name = "b"
  '';
  paths = [
    (baseNameOf "a/b/c") (baseNameOf "a/b/") (baseNameOf "x") (dirOf "a/b/c") (dirOf "x") (dirOf "/a") (baseNameOf ./foo.nix)
    (baseNameOf (dirOf ./a/b)) (baseNameOf (./a + "/b")) (baseNameOf ./a/../b) (./a/b == ./a/c/../b)
  ];
  globals = [ (map (x: x) [ 1 ]) (removeAttrs { a = 1; } [ "a" ]) (toString 1) (isNull null) (__length [ 1 ]) (baseNameOf "a/b") ];
  partial = map (builtins.add 1) [ 1 2 ];
  emptyInside = [ (toString [ 1 [ ] 2 ]) (toString [ [ ] 1 ]) (toString [ 1 [ ] ]) (toString [ [ [ ] ] 1 ]) ];
  odd = [
    (parseDrvName "foo-") (baseNameOf "x/a//") (match "[?]a" "?a") (compareVersions "a1" "a1b") ([ 1 (throw "x") ] == [ 2 1 ])
    (elem (throw "x") [ ]) (toJSON 2.5) (fromJSON "[1e3, -0.5]")
    (match "a{2}" "aa") (builtins.getAttr "${"a"}" { a = 1; })
  ];
  literalNames = let ${"a"} = 1; in [ a (rec { ${"b"} = 2; c = b; }).c ];
}
