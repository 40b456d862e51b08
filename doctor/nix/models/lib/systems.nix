{ prim, ... }:
{ inherit (prim) flakeExposed; }
