"""sort: sorts lines."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Option, Row, Tool

TOOL = Tool(
    source="sort(1)",
    values="""-k --key -o --output -S --buffer-size -t --field-separator -T --temporary-directory
        --batch-size --compress-program --files0-from --parallel --random-source --sort""",
    rows=(
        Row(
            output=Output.INPUT,
            reads=(Operands(),),
            input="alone",
            writes=(Option("-o --output"),),
            outputs=(("-o --output", Output.NOTHING),),
        ),
    ),
)
