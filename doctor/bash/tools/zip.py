"""zip, unzip, 7z, cpio: archives."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Row, Tool

TOOL = Tool(
    source="zip(1), unzip(1), cpio(1)",
    values="-d -x -i -P -b -n -O -I -t -tt",
    rows=(
        Row(
            output=Output.ARGUMENTS,
            outputs=(("-p -c", Output.INPUT),),
            reads=(Operand(1),),
        ),
    ),
)
