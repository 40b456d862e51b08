"""lscpu: the processors."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="lscpu(1)",
    rows=(Row(),),
)
