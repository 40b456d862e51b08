"""shred: overwrites files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="shred(1)",
    values="-n --iterations -s --size --random-source",
    rows=(Row(output=Output.NOTHING, outputs=(("-v --verbose", Output.ARGUMENTS),)),),
)
