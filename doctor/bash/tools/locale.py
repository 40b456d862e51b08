"""locale: the locale."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="locale(1)",
    rows=(Row(),),
)
