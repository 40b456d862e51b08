"""ln: makes links."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Row, Tool

TOOL = Tool(
    source="ln(1)",
    values="-t --target-directory -S --suffix",
    rows=(
        Row(
            output=Output.NOTHING,
            into=True,
            reads=(Operand(1),),
            writes=(Operand(2),),
            outputs=(("-v --verbose", Output.ARGUMENTS),),
        ),
    ),
)
