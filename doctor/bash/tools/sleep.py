"""sleep."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="sleep(1)",
    rows=(Row(output=Output.NOTHING, fails=False),),
)
