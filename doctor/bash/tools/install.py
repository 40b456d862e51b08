"""install: copies files and sets their mode."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Operands, Option, Row, Tool, When

TOOL = Tool(
    source="install(1)",
    values="""-g --group -m --mode -o --owner -S --suffix -t --target-directory --strip-program""",
    rows=(
        Row(
            output=Output.NOTHING,
            into=True,
            reads=(
                When(Operands(1, 1), unless="-d --directory -t --target-directory"),
                When(Operands(), given="-t --target-directory"),
            ),
            writes=(
                Option("-t --target-directory"),
                When(Operand(-1), unless="-d --directory -t --target-directory"),
            ),
            outputs=(("-v --verbose", Output.ARGUMENTS),),
        ),
    ),
)
