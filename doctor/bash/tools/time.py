"""time, the program: runs a command and says how long it took."""

from doctor.bash.tools.table import Operands, Option, Row, Tool

TOOL = Tool(
    source="time(1)",
    values="-f --format -o --output",
    rows=(Row(stops=True, runs=Operands(), fails=False, writes=(Option("-o --output"),)),),
)
