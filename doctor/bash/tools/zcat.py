"""zcat, xzcat, bzcat, zstdcat: undo a compression to standard output."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="zcat(1), xzcat(1), zstdcat(1)",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
