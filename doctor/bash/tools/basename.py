"""basename: the last part of a path."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="basename(1)",
    values="-s --suffix",
    rows=(Row(output=Output.ARGUMENTS),),
)
