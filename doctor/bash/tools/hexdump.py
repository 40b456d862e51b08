"""hexdump: dumps bytes."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="hexdump(1)",
    values="-e -f -n -s --format --format-file --length --skip",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
