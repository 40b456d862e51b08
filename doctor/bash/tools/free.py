"""free: free memory."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="free(1)",
    values="-c -s",
    rows=(Row(),),
)
