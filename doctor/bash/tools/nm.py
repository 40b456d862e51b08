"""nm: symbols."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="nm(1)",
    values="-f --format -t --radix --target --plugin",
    rows=(Row(output=Output.ARGUMENTS),),
)
