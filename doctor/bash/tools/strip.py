"""strip: drops symbols."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="strip(1)",
    values="-F -I -K -N -O -R -o",
    rows=(Row(output=Output.ARGUMENTS),),
)
