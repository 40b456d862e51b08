"""gzip, xz, zstd, bzip2 and the programs that undo them."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Operands, Option, Row, Tool


def _filter(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """With nothing but standard input to read, the result goes to standard output."""
    return call._replace(output=Output.INPUT) if call.takes_input else call


TOOL = Tool(
    source="gzip(1), xz(1), zstd(1), bzip2(1)",
    values="-S --suffix -T --threads -o -M --memory --format -F -D --block-size",
    rows=(
        Row(
            output=Output.NOTHING,
            reads=(Operands(),),
            input="alone",
            writes=(Option("-o"),),
            outputs=(("-c --stdout --to-stdout", Output.INPUT),),
            refine=_filter,
        ),
    ),
)
