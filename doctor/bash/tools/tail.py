"""tail: the last lines of files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="tail(1)",
    values="-n --lines -c --bytes -s --sleep-interval --pid --max-unchanged-stats",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
