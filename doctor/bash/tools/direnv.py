"""direnv."""

from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="direnv(1)",
    rows=(
        Row("exec", runs=Operands(2), stops=True),
        Row("allow, deny, reload, status, edit, version, hook, export"),
    ),
)
