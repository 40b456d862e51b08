"""jq."""

from doctor.bash.partial import known
from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Operands, Option, Row, Tool, When


def _environment(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """Filters see the environment as `env` and `$ENV`."""
    filters = (
        "" if arguments.given("-f --from-file") else " ".join(map(known, arguments.operands[:1]))
    )
    return call._replace(output=Output.ENVIRONMENT) if "env" in filters.lower() else call


TOOL = Tool(
    source="jq(1)",
    values="""--arg:2 --argjson:2 --slurpfile:2 --rawfile:2 --indent -f --from-file -L
        --argfile:2""",
    inert="--help -h --version -V",
    rows=(
        Row(
            output=Output.ARGUMENTS,
            reads=(
                Option("-f --from-file"),
                When(Operands(2), unless="-f --from-file --args --jsonargs"),
                When(Operands(), given="-f --from-file"),
            ),
            input="alone",
            refine=_environment,
        ),
    ),
)
