"""timeout: runs a command for a limited time."""

from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="timeout(1)",
    values="-k --kill-after -s --signal",
    rows=(Row(stops=True, runs=Operands(2)),),
)
