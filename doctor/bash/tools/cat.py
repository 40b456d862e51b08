"""cat: concatenates files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="cat(1)",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
