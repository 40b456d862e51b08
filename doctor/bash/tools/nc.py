"""nc, ncat, netcat, socat, telnet."""

from doctor.bash.tools.table import Operand, Row, Tool, contacts, mutates

TOOL = Tool(
    source="nc(1)",
    values="-w -p -s -X -x -q -i -I -O -T -m",
    rows=(
        Row(
            does=(contacts(Operand(1), given="-z"), mutates(Operand(1), unless="-z")),
            input="always",
        ),
    ),
)
