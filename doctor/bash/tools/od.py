"""od: dumps bytes."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="od(1)",
    values="""-A -j -N -S -t -w? --address-radix --skip-bytes --read-bytes --format --strings
        --endian""",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
