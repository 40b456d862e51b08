"""nice, nohup, stdbuf, ionice: run a command after their options."""

from doctor.bash.tools.table import Operands, Row, Tool

TOOL = Tool(
    source="nice(1), nohup(1), stdbuf(1), ionice(1)",
    values="""-n --adjustment -i --input -o --output -e --error -c --class --classdata -S --setuid
        -G --setgid --wd --root -P --pgid -u --uid""",
    rows=(Row(stops=True, runs=Operands(), fails=False),),
)
