"""chmod: sets modes."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="chmod(1)",
    values="--reference",
    rows=(Row(output=Output.NOTHING, outputs=(("-v --verbose", Output.ARGUMENTS),)),),
)
