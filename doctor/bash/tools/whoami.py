"""whoami: the name of the user."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="whoami(1)",
    rows=(Row(fails=False),),
)
