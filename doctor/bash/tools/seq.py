"""seq: counts."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="seq(1)",
    values="-f --format -s --separator",
    rows=(Row(output=Output.ARGUMENTS),),
)
