"""echo, the program."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="echo(1)",
    inert="",
    rows=(Row(output=Output.ARGUMENTS, stops=True, fails=False),),
)
