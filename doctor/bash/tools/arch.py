"""arch: the architecture."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="arch(1)",
    rows=(Row(fails=False),),
)
