"""stat: facts on files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="stat(1)",
    values="-c --format --printf --cached",
    rows=(Row(output=Output.ARGUMENTS),),
)
