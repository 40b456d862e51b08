"""nl: numbers lines."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="nl(1)",
    values="""-b -d -f -h -i -l -n -s -v -w --body-numbering --section-delimiter
        --footer-numbering --header-numbering --line-increment --number-format
        --number-separator --starting-line-number --number-width --join-blank-lines""",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
