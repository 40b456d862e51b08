"""fold: wraps lines."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="fold(1)",
    values="-w --width",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
