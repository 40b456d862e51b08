"""hatch."""

from doctor.bash.tools.table import Fixed, Option, Row, Tool, Variable, mutates

_INDEX = (
    Option("-r --repo"),
    Variable("HATCH_INDEX_REPO"),
    Fixed("PyPI"),
)

TOOL = Tool(
    source="https://hatch.pypa.io/latest/cli/reference/",
    before="-e --env -p --project --data-dir --cache-dir --config",
    inert="--help -h --version",
    rows=(
        Row(
            "publish",
            (mutates(*_INDEX),),
            values="-r --repo -u --user -a --auth --ca-cert --client-cert --client-key -p -o",
        ),
        Row("build", values="-t --target -p"),
        Row(
            """version, clean, new, config show, env show, env create, env prune, env remove,
            dep show"""
        ),
        Row("run, test, shell, fmt", unclear="it runs what the project's configuration says"),
    ),
)
