"""expand: turns tabs into blanks."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="expand(1)",
    values="-t --tabs",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
