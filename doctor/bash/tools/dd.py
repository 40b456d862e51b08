"""dd."""

from doctor.bash.partial import after
from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Row, Tool
from doctor.bash.values import start


def _operands(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """Reads `if=…` and writes `of=…`."""
    parts = {
        start(word)[:3]: after(word, 3) for word in arguments.operands if start(word)[2:3] == "="
    }
    reads, writes = parts.get("if="), parts.get("of=")
    return call._replace(
        reads=(reads,) if reads else (),
        writes=(writes,) if writes else (),
        takes_input=not reads,
        output=Output.NOTHING if writes else Output.INPUT,
    )


TOOL = Tool(source="dd(1)", rows=(Row(refine=_operands),))
