"""uniq: drops repeated lines."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Row, Tool

TOOL = Tool(
    source="uniq(1)",
    values="-f -s -w --skip-fields --skip-chars --check-chars",
    rows=(Row(output=Output.INPUT, reads=(Operand(1),), writes=(Operand(2),), input="alone"),),
)
