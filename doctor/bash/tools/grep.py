"""grep, egrep, fgrep."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Option, Row, Tool, When

_PATTERN = "-e --regexp -f --file"

TOOL = Tool(
    source="grep(1)",
    values="""-e --regexp -f --file -A -B -C -m -d -D --after-context --before-context --context
        --max-count --include --exclude --exclude-dir --exclude-from --label --binary-files
        --devices --directories --group-separator""",
    inert="--help --version -V",
    rows=(
        Row(
            output=Output.INPUT,
            reads=(
                Option("-f --file"),
                When(Operands(2), unless=_PATTERN),
                When(Operands(), given=_PATTERN),
            ),
            input="alone",
            outputs=(
                ("-q --quiet --silent", Output.NOTHING),
                ("-c --count -l --files-with-matches -L --files-without-match", Output.UNKNOWN),
            ),
        ),
    ),
)
