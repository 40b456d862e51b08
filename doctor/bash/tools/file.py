"""file: the type of files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="file(1)",
    values="-F --separator -f --files-from -m --magic-file -e --exclude -P --exclude-quiet",
    rows=(Row(output=Output.ARGUMENTS),),
)
