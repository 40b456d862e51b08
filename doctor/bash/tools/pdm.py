"""pdm, rye."""

from doctor.bash.tools.table import Fixed, Option, Row, Tool, Unnamed, Variable, fetches, mutates

_INDEX = (
    Option("-r --repository --repository-url"),
    Variable("PDM_PUBLISH_REPO"),
    Fixed("PyPI"),
)

TOOL = Tool(
    source="https://pdm-project.org/latest/reference/cli/, https://rye.astral.sh/guide/publish/",
    values="-p --project -c --config -L --lockfile",
    rows=(
        Row(
            "publish",
            (mutates(*_INDEX),),
            values="""-r --repository --repository-url -u --username -P --password -c --comment -S
                --sign --ca-certs -d --dest --token""",
        ),
        Row("install, add, update, lock, sync, remove", (fetches(Unnamed("the package index")),)),
        Row("build, config, list, show, version, init, info", values="-d --dest -o --out"),
        Row("run", unclear="it runs what the project's configuration says"),
    ),
)
