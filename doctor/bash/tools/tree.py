"""tree: lists folders."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="tree(1)",
    rows=(Row(output=Output.NAMES),),
)
