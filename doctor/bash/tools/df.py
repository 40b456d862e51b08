"""df: free disk space."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="df(1)",
    values="-B --block-size -t --type -x --exclude-type",
    rows=(Row(),),
)
