"""make, just, task, ninja, cmake, …: run what a file says.

make with a makefile in sight is followed by doctor/bash/make/.
"""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="make(1), https://just.systems/man/en/, https://taskfile.dev/",
    inert="--help --version",
    rows=(Row(unclear="it runs what its own file says"),),
)
