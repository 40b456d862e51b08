"""ps."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Row, Tool


def _environment(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """The BSD option `e` (`ps auxe`, `ps eww`) shows the environment."""
    letters = [word for word in arguments.operands if isinstance(word, str) and word.isalpha()]
    return call._replace(output=Output.ENVIRONMENT) if "e" in "".join(letters) else call


TOOL = Tool(
    source="ps(1)",
    values="-o --format -p --pid -C -u -U -g -G -t --user --ppid --sort -O -s",
    rows=(Row(refine=_environment),),
)
