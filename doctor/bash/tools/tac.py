"""tac: cat, last line first."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="tac(1)",
    values="-s --separator",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
