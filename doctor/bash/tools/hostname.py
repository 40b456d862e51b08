"""hostname: the name of the machine."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="hostname(1)",
    rows=(Row(),),
)
