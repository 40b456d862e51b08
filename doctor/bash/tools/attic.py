"""attic: a cache for Nix."""

from doctor.bash.tools.table import Operand, Row, Tool, contacts, mutates

TOOL = Tool(
    source="https://docs.attic.rs/reference/attic-cli.html",
    inert="--help -h --version -V",
    rows=(
        Row("push", (mutates(Operand(1)),), values="-j --jobs", input="--stdin"),
        Row("watch-store", (mutates(Operand(1)),), values="-j --jobs"),
        Row(
            "cache create, cache configure, cache destroy",
            (mutates(Operand(1)),),
            values="""--upstream-cache-key-name --priority --retention-period""",
        ),
        Row("cache info", (contacts(Operand(1)),)),
        Row("login", (contacts(Operand(2)),)),
        Row("use", (contacts(Operand(1)),)),
    ),
)
