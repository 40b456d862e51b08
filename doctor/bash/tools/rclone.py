"""rclone."""

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

_DRY = "-n --dry-run"

TOOL = Tool(
    source="https://rclone.org/commands/, https://rclone.org/docs/#dump-string (auth)",
    values="""--config --transfers --checkers --bwlimit --include --exclude --filter -f
        --filter-from --include-from --exclude-from --files-from --log-file --log-level
        --max-age --min-age --max-size --min-size --retries --dump --header
        --header-upload --s3-provider --s3-endpoint --s3-access-key-id
        --s3-secret-access-key --s3-region --s3-acl --backup-dir --suffix
        --progress-terminal-title --stats --timeout --contimeout""",
    remote=HOST,
    rows=(
        Row(
            "copy, sync, move, copyto, moveto, bisync",
            (
                fetches(Operand(1)),
                mutates(Operand(2), unless=_DRY),
                contacts(Operand(2), given=_DRY),
            ),
            verbose="--dump~auth",
            shows=(Option("--header --s3-secret-access-key"),),
        ),
        Row("rcat", (mutates(Operand(1), unless=_DRY),), input="always"),
        Row(
            "delete, deletefile, purge, mkdir, rmdir, rmdirs, touch, cleanup, dedupe, link",
            (mutates(Operand(1), unless=_DRY),),
        ),
        Row("copyurl", (fetches(Operand(1)), mutates(Operand(2), unless=_DRY))),
        Row(
            "ls, lsd, lsf, lsl, lsjson, cat, size, check, about, tree, md5sum, sha1sum, hashsum",
            (fetches(Operands()),),
        ),
        Row("config show, config dump, config file, reveal", output=Output.SECRET),
        Row("config create, config update, config touch, version, listremotes, genautocomplete"),
        Row("obscure", output=Output.ARGUMENTS, input="always"),
    ),
)
