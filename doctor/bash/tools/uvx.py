"""uvx, pipx run: run a program of a Python package."""

from doctor.bash.tools.call import Call, Lookup
from doctor.bash.tools.table import Arguments, Operands, Row, Tool, Unnamed, fetches


def unversioned(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """`uvx twine@6 upload` is twine."""
    name = call.runs[0] if call.runs else ""
    if isinstance(name, str) and "@" in name[1:]:
        return call._replace(runs=(name.partition("@")[0], *call.runs[1:]))
    return call


TOOL = Tool(
    source="https://docs.astral.sh/uv/reference/cli/#uv-tool-run, https://pipx.pypa.io/",
    values="""--from --with -w --with-editable --with-requirements --env-file -p --python --index
        --default-index --index-url -i --spec --pip-args --directory""",
    inert="--help -h --version -V",
    rows=(
        Row(
            does=(fetches(Unnamed("the index of Python packages")),),
            stops=True,
            runs=Operands(),
            refine=unversioned,
        ),
        Row(
            "run", (fetches(Unnamed("the index of Python packages")),), stops=True, runs=Operands()
        ),
        Row("install, upgrade, inject", (fetches(Unnamed("the index of Python packages")),)),
    ),
)
