"""id: the ids of the user."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="id(1)",
    rows=(Row(),),
)
