"""ping, dig, host, nslookup: ask whether and where a host is."""

from doctor.bash.tools.table import Operands, Row, Tool, contacts

TOOL = Tool(
    source="ping(8), dig(1), host(1)",
    values="-c -W -w -i -s -t -I -p -b -f -k -q -x -y -m -Q",
    rows=(Row(does=(contacts(Operands()),)),),
)
