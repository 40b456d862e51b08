"""yes: repeats a word."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="yes(1)",
    rows=(Row(output=Output.ARGUMENTS, stops=True),),
)
