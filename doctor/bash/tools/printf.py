"""printf, the program."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="printf(1)",
    rows=(Row(output=Output.ARGUMENTS, stops=True),),
)
