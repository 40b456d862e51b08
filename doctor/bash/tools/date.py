"""date: the time."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="date(1)",
    values="-d --date -f --file -r --reference -s --set --rfc-3339",
    rows=(Row(output=Output.ARGUMENTS, fails=False),),
)
