"""dirname: the folder of a path."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="dirname(1)",
    rows=(Row(output=Output.ARGUMENTS),),
)
