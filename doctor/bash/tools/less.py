"""less: shows files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="less(1)",
    values="-b -h -j -k -o -O -p -P -t -T -x -y -z -D",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
