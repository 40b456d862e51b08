"""busybox: one program for many."""

from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="https://busybox.net/downloads/BusyBox.html",
    rows=(Row(stops=True, runs=Operands()),),
)
