"""rev: turns lines round."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="rev(1)",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
