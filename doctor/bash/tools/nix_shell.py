"""nix-shell."""

from doctor.bash.tools.call import Call, Lookup
from doctor.bash.tools.table import Arguments, Row, Tool, Unnamed, fetches


def _shell(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    commands = arguments.values("--run --command")
    if not commands:
        return call._replace(unclear="it starts a shell that reads input, or a script")
    return call._replace(
        runs=("bash", "-c", commands[-1]), clears_environment=arguments.given("--pure")
    )


TOOL = Tool(
    source="https://nix.dev/manual/nix/latest/command-ref/nix-shell",
    values="""--run --command --arg:2 --argstr:2 --option:2 -I -A --attr -E --expr -i --keep
        --exclude -j --max-jobs --cores""",
    rows=(
        Row(
            does=(fetches(Unnamed("the sources and caches that Nix is set up for")),),
            refine=_shell,
        ),
    ),
)
