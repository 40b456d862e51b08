"""mkdir: makes folders."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="mkdir(1)",
    values="-m --mode",
    rows=(Row(output=Output.NOTHING, outputs=(("-v --verbose", Output.ARGUMENTS),)),),
)
