"""unshare: runs a command in namespaces of its own."""

from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="unshare(1)",
    values="""-S --setuid -G --setgid -w --wd -R --root --propagation --setgroups --map-user
        --map-users --map-group --map-groups --boottime --monotonic""",
    rows=(Row(stops=True, runs=Operands()),),
)
