"""setsid: runs a command in a session of its own."""

from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(source="setsid(1)", rows=(Row(stops=True, runs=Operands(), fails=False),))
