"""rm: removes files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="rm(1)",
    rows=(
        Row(
            output=Output.NOTHING,
            removes=(Operands(),),
            outputs=(("-v --verbose", Output.ARGUMENTS),),
        ),
    ),
)
