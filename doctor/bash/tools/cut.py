"""cut: parts of lines."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="cut(1)",
    values="-b -c -d -f --bytes --characters --delimiter --fields --output-delimiter",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
