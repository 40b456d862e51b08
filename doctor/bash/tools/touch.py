"""touch: makes files, or sets their times."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="touch(1)",
    values="-d --date -r --reference -t --time",
    rows=(
        Row(
            output=Output.NOTHING,
            writes=(Operands(),),
            outputs=(("-v --verbose", Output.ARGUMENTS),),
        ),
    ),
)
