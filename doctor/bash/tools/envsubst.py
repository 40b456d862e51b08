"""envsubst: fills in the environment's variables."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Row, Tool


def _named(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """With a list of variables only those are filled in."""
    if len(arguments.operands) != 1 or not isinstance(arguments.operands[0], str):
        return call
    text = "".join([c if c.isalnum() or c == "_" else " " for c in arguments.operands[0]])
    values = [lookup(name) for name in text.split()]
    return call._replace(output=Output.INPUT, prints=tuple([value for value in values if value]))


TOOL = Tool(
    source="envsubst(1)",
    inert="--help -h --version -V",
    rows=(Row(output=Output.ENVIRONMENT, input="always", refine=_named),),
)
