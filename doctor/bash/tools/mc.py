"""mc: the client of MinIO."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Operand, Operands, Row, Tool, contacts, fetches, mutates

TOOL = Tool(
    source="https://min.io/docs/minio/linux/reference/minio-mc.html",
    values="--attr -a --encrypt-key --config-dir -C --older-than --newer-than --tags",
    local="/ ./ ../",
    rows=(
        Row("cp, mv, put", (fetches(Operands(1, 1)), mutates(Operand(-1)))),
        Row("mirror", (fetches(Operand(1)), mutates(Operand(2), unless="--dry-run"))),
        Row("pipe", (mutates(Operand(1)),), input="always"),
        Row("rm, mb, rb, anonymous, tag, policy", (mutates(Operand(-1)),)),
        Row("ls, cat, stat, get, head, find, diff, du, tree", (fetches(Operand(1)),)),
        Row("alias set, config host add", (contacts(Operand(2)),)),
        Row("alias list, alias ls, alias remove, version", output=Output.UNKNOWN),
    ),
)
