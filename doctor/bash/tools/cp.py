"""cp: copies files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Operands, Option, Row, Tool, When

TOOL = Tool(
    source="cp(1)",
    values="-t --target-directory -S --suffix --no-preserve --sparse",
    rows=(
        Row(
            output=Output.NOTHING,
            into=True,
            reads=(
                When(Operands(), given="-t --target-directory"),
                When(Operands(1, 1), unless="-t --target-directory"),
            ),
            writes=(
                Option("-t --target-directory"),
                When(Operand(-1), unless="-t --target-directory"),
            ),
            outputs=(("-v --verbose", Output.ARGUMENTS),),
        ),
    ),
)
