"""awk, gawk, mawk."""

from doctor.bash.partial import known
from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Operands, Row, Tool, When


def _program(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """What the program may do besides printing what it reads and was given."""
    if arguments.given("-f --file"):
        return call._replace(output=Output.ENVIRONMENT, unclear="the awk program is in a file")
    text = known(arguments.operands[0]) if arguments.operands else ""
    if "ENVIRON" in text:
        call = call._replace(output=Output.ENVIRONMENT)
    if "system" in text or "getline" in text or ("print" in text and '| "' in text):
        return call._replace(unclear="the awk program runs a command or reads files")
    return call


TOOL = Tool(
    source="POSIX awk; gawk(1)",
    values="-F --field-separator -v --assign -f --file -e --source -i --include -l --load",
    inert="--help -h --version -V",
    rows=(
        Row(
            output=Output.ARGUMENTS,
            reads=(
                When(Operands(2), unless="-f --file"),
                When(Operands(), given="-f --file"),
            ),
            input="alone",
            refine=_program,
        ),
    ),
)
