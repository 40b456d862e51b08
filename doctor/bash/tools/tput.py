"""tput: terminal capabilities."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="tput(1)",
    values="-T",
    rows=(Row(output=Output.ARGUMENTS),),
)
