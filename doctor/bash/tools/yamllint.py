"""yamllint: checks YAML."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="yamllint(1)",
    values="-c -d",
    rows=(Row(output=Output.ARGUMENTS),),
)
