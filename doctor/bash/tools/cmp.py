"""cmp: compares files byte by byte."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="cmp(1)",
    values="-i --ignore-initial -n --bytes",
    rows=(
        Row(
            output=Output.INPUT,
            reads=(Operands(),),
            outputs=(("-s --quiet --silent", Output.UNKNOWN),),
        ),
    ),
)
