"""shuf: shuffles lines."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="shuf(1)",
    values="-n --head-count -i --input-range --random-source -o --output",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
