"""strings: the printable strings in files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="strings(1)",
    values="-n -t -e -T --bytes --radix --encoding -s --output-separator --target",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
