"""sha256sum and its kin: checksums, which do not tell what they are of."""

from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="sha256sum(1); checks with -c read the files that a list names",
    values="--length -l -a --algorithm",
    rows=(Row(reads=(Operands(),), input="alone"),),
)
