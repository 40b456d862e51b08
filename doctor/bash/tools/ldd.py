"""ldd: the libraries of a program."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="ldd(1)",
    rows=(Row(output=Output.ARGUMENTS),),
)
