{ ... }:
rec {
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
}
