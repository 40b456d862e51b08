{ asserts, trivial, ... }:
let
  inherit (builtins)
    attrNames attrValues catAttrs fromJSON genList length mapAttrs seq split;

  indices = list: genList trivial.id (length list);
in
rec {
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
}
