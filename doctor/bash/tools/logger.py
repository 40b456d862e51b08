"""logger: writes to the system log."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Operands, Option, Row, Tool


def _input(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """Without a message it reads standard input or a file."""
    reads = not arguments.operands
    return call._replace(
        takes_input=reads and not call.reads, shows_input=reads and arguments.given("-s --stderr")
    )


TOOL = Tool(
    source="logger(1)",
    values="""-p --priority -t --tag -f --file -n --server -P --port -u --socket --id --msgid
        --sd-id --sd-param --size -S""",
    rows=(
        Row(
            output=Output.NOTHING,
            refine=_input,
            reads=(Option("-f --file"),),
            verbose="-s --stderr",
            shows=(Operands(),),
        ),
    ),
)
