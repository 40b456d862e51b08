"""tr: translates characters."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="tr(1)",
    rows=(Row(output=Output.INPUT, input="always"),),
)
