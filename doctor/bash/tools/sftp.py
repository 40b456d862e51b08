"""sftp, lftp, ftp: transfer files as a list of commands says."""

from doctor.bash.tools.table import Operand, Row, Tool, mutates

TOOL = Tool(
    source="sftp(1), lftp(1)",
    values="-B -b -c -D -F -i -J -l -o -P -R -S -s -X -e -f -u -p",
    rows=(Row(does=(mutates(Operand(1)),), input="always"),),
)
