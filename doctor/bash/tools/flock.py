"""flock: runs a command while it holds a lock."""

from doctor.bash.tools.call import Call, Lookup
from doctor.bash.tools.table import Arguments, Row, Tool


def _runs(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    runs = arguments.operands[1:]
    if runs and runs[0] in ("-c", "--command"):
        runs = ["sh", "-c", *runs[1:]]
    return call._replace(runs=tuple(runs))


TOOL = Tool(
    source="flock(1)",
    values="-w --wait --timeout -E --conflict-exit-code",
    inert="--help --version -h -V",
    rows=(Row(stops=True, refine=_runs),),
)
