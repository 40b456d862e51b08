"""chroot: runs a command in another root folder."""

from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="chroot(1), taskset(1), chrt(1): a word, and then the command",
    values="--userspec --groups -T -P -D --sched-deadline --sched-period --sched-runtime",
    rows=(Row(stops=True, runs=Operands(2)),),
)
