"""nix-store, nix-collect-garbage, nix-hash."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Row, Tool, Unnamed, fetches

TOOL = Tool(
    source="https://nix.dev/manual/nix/latest/command-ref/nix-store",
    values="--option:2 --add-root --max-freed --type --store",
    rows=(
        Row(
            does=(
                fetches(
                    Unnamed("the caches that Nix is set up for"), given="-r --realise --realize"
                ),
            ),
            input="--import",
            outputs=(("--generate-binary-cache-key", Output.NOTHING),),
        ),
    ),
)
