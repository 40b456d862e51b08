"""sync: writes caches out."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="sync(1)",
    rows=(Row(output=Output.NOTHING, outputs=(("-v --verbose", Output.ARGUMENTS),)),),
)
