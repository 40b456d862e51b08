"""du: disk usage."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="du(1)",
    values="""-d --max-depth -B --block-size -t --threshold --exclude -X --exclude-from
        --files0-from --time-style""",
    rows=(Row(output=Output.ARGUMENTS),),
)
