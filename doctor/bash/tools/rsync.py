"""rsync."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
    HOST,
    Operand,
    Operands,
    Option,
    Row,
    Tool,
    contacts,
    fetches,
    mutates,
)

_DRY = "-n --dry-run --list-only"

TOOL = Tool(
    source="rsync(1)",
    values="""-e --rsh -f --filter --exclude --exclude-from --include --include-from
        --files-from -B -T --temp-dir --partial-dir --backup-dir --suffix --chmod
        --chown --log-file --password-file --port --rsync-path --timeout --contimeout
        --bwlimit --max-size --min-size --compare-dest --copy-dest --link-dest
        --out-format --info --debug --usermap --groupmap -M --address --remote-option
        --sockopts --iconv --block-size --modify-window --max-delete --stop-after""",
    remote=HOST,
    rows=(
        Row(
            does=(
                fetches(Operands(1, 1)),
                mutates(Operand(-1), unless=_DRY),
                contacts(Operand(-1), given=_DRY),
            ),
            output=Output.ARGUMENTS,
            reads=(Option("--password-file --files-from --exclude-from --include-from"),),
        ),
    ),
)
