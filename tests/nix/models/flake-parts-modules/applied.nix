outer:
{ config, ... }:
{
  flake.applied = outer.word;
}
