{ trivial, ... }:
let
  inherit (builtins) seq;
in
rec {
  inherit (builtins) trace;
  traceIf = cond: msg: value: seq (cond && trace msg true) value;
  traceValFn = f: value: trace (f value) value;
  traceVal = traceValFn trivial.id;
  traceSeq = shown: trace (builtins.deepSeq shown shown);
  traceValSeqFn = f: value: traceValFn f (builtins.deepSeq value value);
  traceValSeq = traceValSeqFn trivial.id;
}
