"""getent: entries of system databases."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="getent(1)",
    values="-s --service",
    rows=(Row(),),
)
