inputs:
{
  lib.deep.one = inputs.word;
  lib.same = "one";
}
