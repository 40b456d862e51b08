"""clear: clears the screen."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="clear(1)",
    values="-T",
    rows=(Row(output=Output.NOTHING, fails=False),),
)
