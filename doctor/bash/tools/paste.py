"""paste: joins lines of files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="paste(1)",
    values="-d --delimiters",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
