"""secret-tool: the keyring of the desktop."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="secret-tool(1)",
    rows=(
        Row("lookup", output=Output.SECRET),
        Row("search", output=Output.SECRET),
        Row("store", input="always", output=Output.NOTHING, values="-l --label"),
        Row("clear"),
    ),
)
