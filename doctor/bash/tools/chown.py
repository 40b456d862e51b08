"""chown, chgrp: set owners."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="chown(1)",
    values="--from --reference",
    rows=(Row(output=Output.NOTHING, outputs=(("-v --verbose", Output.ARGUMENTS),)),),
)
