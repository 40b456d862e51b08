{ ... }:
{
  optionalDrvAttr = cond: value: if cond then value else null;
}
