"""dos2unix: changes line ends."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="dos2unix(1)",
    rows=(Row(output=Output.ARGUMENTS),),
)
