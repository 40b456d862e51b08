"""flit."""

from doctor.bash.tools.table import Fixed, Option, Row, Tool, Unnamed, Variable, fetches, mutates

_INDEX = (
    Option("--pypirc-section --repository"),
    Variable("FLIT_INDEX_URL"),
    Fixed("PyPI"),
)

TOOL = Tool(
    source="https://flit.pypa.io/en/stable/cmdline.html, upload.html",
    values="-f --ini-file --repository --pypirc --format --deps --extras --python",
    rows=(
        Row("publish", (mutates(*_INDEX),)),
        Row("build, init, info"),
        Row("install", (fetches(Unnamed("the index of Python packages")),)),
    ),
)
