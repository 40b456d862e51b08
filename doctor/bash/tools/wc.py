"""wc: counts; a length is no secret."""

from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="wc(1)",
    values="--files0-from --total",
    rows=(Row(reads=(Operands(),), input="alone"),),
)
