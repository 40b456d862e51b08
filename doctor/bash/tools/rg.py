"""rg: ripgrep."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool, When

_PATTERN = "-e --regexp -f --file --files"

TOOL = Tool(
    source="rg(1)",
    values="""-e --regexp -f --file -A -B -C -m -g --glob -t --type -T --type-not -r --replace
        -j --max-count --max-depth -d -E --encoding -M --max-columns --sort --iglob
        --pre --color --colors --context --after-context --before-context --threads""",
    inert="--help -h --version -V",
    rows=(
        Row(
            output=Output.INPUT,
            reads=(
                When(Operands(2), unless=_PATTERN),
                When(Operands(), given=_PATTERN),
            ),
            input="alone",
            outputs=(
                ("-q --quiet", Output.NOTHING),
                ("-c --count -l --files-with-matches --files", Output.UNKNOWN),
                ("-r --replace", Output.ARGUMENTS),
            ),
        ),
    ),
)
