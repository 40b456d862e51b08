"""truncate: sets the length of files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="truncate(1)",
    values="-s --size -r --reference",
    rows=(
        Row(
            output=Output.NOTHING,
            writes=(Operands(),),
            outputs=(("-v --verbose", Output.ARGUMENTS),),
        ),
    ),
)
