"""iconv: converts the encoding."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Option, Row, Tool

TOOL = Tool(
    source="iconv(1)",
    values="-f --from-code -t --to-code -o --output",
    rows=(
        Row(
            output=Output.INPUT, reads=(Operands(),), input="alone", writes=(Option("-o --output"),)
        ),
    ),
)
