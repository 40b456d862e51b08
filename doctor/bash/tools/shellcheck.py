"""shellcheck: checks shell scripts."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="shellcheck(1)",
    values="-P -S -W -e -f -i -s",
    rows=(Row(output=Output.ARGUMENTS),),
)
