"""sed."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operands, Option, Row, Tool, When

TOOL = Tool(
    source="sed(1), GNU sed's manual: 3.2, 6.3 (the command `e` is not in GNU sed --sandbox)",
    values="-e --expression -f --file -l --line-length -i?",
    rows=(
        Row(
            output=Output.ARGUMENTS,
            reads=(
                Option("-f --file"),
                When(Operands(2), unless="-e --expression -f --file"),
                When(Operands(), given="-e --expression -f --file"),
            ),
            writes=(
                When(When(Operands(2), unless="-e --expression -f --file"), given="-i --in-place"),
                When(When(Operands(), given="-e --expression -f --file"), given="-i --in-place"),
            ),
            outputs=(("-i --in-place", Output.NOTHING),),
            input="alone",
        ),
    ),
)
