"""fmt: fills paragraphs."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="fmt(1)",
    values="-w --width -g --goal -p --prefix",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
