"""uuidgen: a fresh identifier."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="uuidgen(1)",
    rows=(Row(),),
)
