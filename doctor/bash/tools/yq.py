"""yq: Mike Farah's, and the Python one, which is jq for YAML."""

from doctor.bash.partial import known
from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Operands, Option, Row, Tool, When


def _environment(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """Expressions see the environment as `env(…)`, `strenv(…)`, `envsubst` and `$ENV`."""
    text = " ".join(map(known, arguments.operands)).lower()
    return call._replace(output=Output.ENVIRONMENT) if "env" in text else call


TOOL = Tool(
    source="https://mikefarah.gitbook.io/yq, https://kislyuk.github.io/yq/",
    values="""--arg:2 --argjson:2 -p --input-format -o --output-format --indent -I --from-file
        --split-exp -s --expression --front-matter -f --width""",
    inert="--help -h --version -V",
    rows=(
        Row(
            output=Output.ARGUMENTS,
            reads=(Option("--from-file"), Operands(2)),
            input="alone",
            writes=(When(Operands(2), given="-i --inplace --in-place"),),
            outputs=(("-i --inplace --in-place", Output.NOTHING),),
            refine=_environment,
        ),
    ),
)
