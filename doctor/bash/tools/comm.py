"""comm: compares sorted files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="comm(1)",
    values="--output-delimiter",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
