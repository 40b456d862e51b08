"""sponge: writes its input to a file at the end."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="sponge(1)",
    rows=(Row(input="always", writes=(Operands(),), output=Output.NOTHING),),
)
