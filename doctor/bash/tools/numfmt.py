"""numfmt: numbers for people."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool

TOOL = Tool(
    source="numfmt(1)",
    values="""--from --to --suffix --format --field -d --delimiter --padding --round --header
        --invalid --to-unit --from-unit""",
    rows=(Row(output=Output.ARGUMENTS, input="alone"),),
)
