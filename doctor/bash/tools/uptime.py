"""uptime: how long the system is up."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="uptime(1)",
    rows=(Row(),),
)
