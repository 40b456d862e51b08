"""gcc, cc, clang and the like: compile."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="gcc(1)",
    values="-o -x -B -Xassembler -Xlinker -Xpreprocessor",
    rows=(Row(output=Output.ARGUMENTS),),
)
