"""uname: the name of the system."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="uname(1)",
    rows=(Row(fails=False),),
)
