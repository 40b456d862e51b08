"""readelf: facts on ELF files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="readelf(1)",
    values="-R -T -p -x",
    rows=(Row(output=Output.ARGUMENTS),),
)
