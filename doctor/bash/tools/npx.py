"""npx: runs programs of packages."""

from doctor.bash.tools.table import Option, Row, Tool, Unnamed, fetches

TOOL = Tool(
    source="npx(1)",
    values="-p --package -c --call -w --workspace --registry",
    inert="--help -h --version -v",
    rows=(
        Row(
            does=(fetches(Option("--registry"), Unnamed("the registry of npm's configuration")),),
            stops=True,
            unclear="it runs a program of a package",
        ),
    ),
)
