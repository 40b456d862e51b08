"""column: makes columns."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="column(1)",
    values="""-c --output-width -s --separator -o --output-separator -N --table-columns -R
        --table-right -n --table-name -H --table-hide -l --table-columns-limit -E -O -T -W
        -i -p -r --table-noextreme --table-order --table-truncate --table-wrap --tree
        --tree-id --tree-parent""",
    rows=(Row(output=Output.INPUT, reads=(Operands(),), input="alone"),),
)
