"""readlink: where a link leads."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="readlink(1)",
    rows=(Row(output=Output.ARGUMENTS),),
)
