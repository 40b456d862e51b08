"""ssh: runs a command on another machine."""

from doctor.bash.tools.table import Operand, Row, Tool, contacts

TOOL = Tool(
    source="ssh(1)",
    values="-b -B -c -D -E -e -F -I -i -J -L -l -m -O -o -p -Q -R -S -W -w",
    inert="-V",
    rows=(
        Row(
            does=(contacts(Operand(1)),), stops=True, unclear="it runs a command on another machine"
        ),
    ),
)
