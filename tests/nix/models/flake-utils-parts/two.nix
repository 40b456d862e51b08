{ word, ... }:
{
  lib.deep.two = word + word;
  lib.same = "two";
}
