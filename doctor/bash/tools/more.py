"""more: shows files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="more(1)",
    values="-n --lines",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
