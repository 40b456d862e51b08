"""realpath: the path without links."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="realpath(1)",
    values="--relative-to --relative-base",
    rows=(Row(output=Output.ARGUMENTS),),
)
