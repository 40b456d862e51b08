"""getconf: configuration of the system."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="getconf(1)",
    rows=(Row(),),
)
