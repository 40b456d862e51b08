"""base64: encodes or decodes."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="base64(1)",
    values="-w --wrap",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
