"""su, runuser: run a shell as another user."""

from doctor.bash.tools.call import Call, Lookup
from doctor.bash.tools.table import Arguments, Row, Tool


def _shell(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    commands = arguments.values("-c --command")
    if commands:
        return call._replace(runs=("sh", "-c", commands[-1]))
    if arguments.values("-u --user"):
        return call._replace(runs=tuple(arguments.operands))
    return call._replace(unclear="it starts a shell that reads input")


TOOL = Tool(
    source="su(1), runuser(1)",
    values="""-c --command -s --shell -g --group -G --supp-group -w --whitelist-environment -u
        --user""",
    rows=(Row(refine=_shell),),
)
