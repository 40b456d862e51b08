"""xxd: dumps bytes, and reads such dumps."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Row, Tool

TOOL = Tool(
    source="xxd(1)",
    values="-c -cols -g -groupsize -l -len -n -name -o -s -seek",
    single=True,
    rows=(Row(output=Output.INPUT, reads=(Operand(1),), writes=(Operand(2),), input="alone"),),
)
