"""printenv: prints variables."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Row, Tool


def _named(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """With names only those are printed."""
    names = arguments.operands
    if not names or any([type(name) is not str for name in names]):
        return call
    values = [lookup(name) for name in names if isinstance(name, str)]
    return call._replace(output=Output.UNKNOWN, prints=tuple([value for value in values if value]))


TOOL = Tool(
    source="printenv(1)",
    rows=(Row(output=Output.ENVIRONMENT, refine=_named),),
)
