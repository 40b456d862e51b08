"""head: the first lines of files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="head(1)",
    values="-n --lines -c --bytes",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
