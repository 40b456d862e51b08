"""tee: copies its input to files and to standard output."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="tee(1)",
    rows=(Row(output=Output.INPUT, input="always", writes=(Operands(),)),),
)
