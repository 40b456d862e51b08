"""patchelf: changes ELF files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="patchelf(1)",
    rows=(Row(output=Output.ARGUMENTS),),
)
