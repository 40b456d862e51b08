"""parallel, watch, entr: put commands together and run them."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="parallel(1), watch(1), entr(1)",
    rows=(Row(unclear="it runs commands that it puts together"),),
)
