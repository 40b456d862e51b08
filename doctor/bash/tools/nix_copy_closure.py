"""nix-copy-closure."""

from doctor.bash.tools.table import Operand, Row, Tool, fetches, mutates

TOOL = Tool(
    source="https://nix.dev/manual/nix/latest/command-ref/nix-copy-closure",
    values="--option:2",
    rows=(
        Row(
            does=(
                fetches(Operand(1), given="--from"),
                mutates(Operand(1), unless="--from"),
            ),
        ),
    ),
)
