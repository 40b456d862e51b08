"""tty: the name of the terminal."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="tty(1)",
    rows=(Row(),),
)
