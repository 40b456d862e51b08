"""age: encrypts files."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Option, Row, Tool

TOOL = Tool(
    source="age(1)",
    values="-o --output -r --recipient -R --recipients-file -i --identity -j",
    rows=(
        Row(
            writes=(Option("-o --output"),),
            reads=(Operand(1),),
            input="alone",
            outputs=(("-o --output", Output.NOTHING), ("-d --decrypt", Output.SECRET)),
        ),
    ),
)
