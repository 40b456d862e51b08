"""true."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="true(1)",
    inert="",
    rows=(Row(output=Output.NOTHING, fails=False),),
)
