"""mktemp: makes a file or folder with a fresh name."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="mktemp(1)",
    values="-p --tmpdir? --suffix",
    rows=(Row(output=Output.ARGUMENTS),),
)
