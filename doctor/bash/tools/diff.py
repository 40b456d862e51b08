"""diff."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="diff(1)",
    values="""-U -C -F -I -L --label -W -x -X --unified --context --exclude -D -S
        --GTYPE-group-format --LTYPE-line-format --exclude-from --from-file --horizon-lines
        --ifdef --ignore-matching-lines --line-format --palette --starting-file --tabsize
        --to-file --width --show-function-line""",
    rows=(
        Row(
            output=Output.INPUT,
            reads=(Operands(),),
            outputs=(("-s --quiet --silent -q --brief", Output.UNKNOWN),),
        ),
    ),
)
