"""ls: lists files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="ls(1)",
    values="""-I --ignore -w --width -T --hide --time-style --sort --block-size --format
        --indicator-style --quoting-style --tabsize --time""",
    rows=(Row(output=Output.NAMES),),
)
