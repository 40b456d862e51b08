"""scp."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import HOST, Operand, Operands, Row, Tool, fetches, mutates

TOOL = Tool(
    source="scp(1)",
    values="-c -D -F -i -J -l -o -P -S -X",
    remote=HOST,
    rows=(Row(does=(fetches(Operands(1, 1)), mutates(Operand(-1))), output=Output.NOTHING),),
)
