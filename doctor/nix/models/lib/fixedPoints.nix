{ lists, trivial, ... }:
rec {
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
}
