"""pgrep: finds processes."""

from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="pgrep(1)",
    values="""-F -G -O -P -U -d -g -r -s -t -u --cgroup --delimiter --euid --group --ns --nslist
        --older --parent --pgroup --pidfile --runstates --session --terminal --uid""",
    rows=(Row(),),
)
