"""which: where a program lies."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="which(1)",
    rows=(Row(output=Output.ARGUMENTS),),
)
