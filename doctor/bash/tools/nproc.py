"""nproc: how many processors there are."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="nproc(1)",
    values="--ignore",
    rows=(Row(fails=False),),
)
