"""poetry."""

from doctor.bash.tools.table import (
    Fixed,
    Operands,
    Option,
    Row,
    Tool,
    Unnamed,
    contacts,
    fetches,
    mutates,
)

_INDEX = (Option("-r --repository"), Fixed("PyPI"))
_PACKAGES = Unnamed("the index of Python packages")

TOOL = Tool(
    source="https://python-poetry.org/docs/cli/",
    values="-C --directory -P --project",
    inert="--help -h --version -V",
    rows=(
        Row(
            "publish",
            (contacts(*_INDEX, given="--dry-run"), mutates(*_INDEX, unless="--dry-run")),
            values="-r --repository -u --username -p --password --cert --client-cert --dist-dir",
        ),
        Row(
            "install, add, update, lock, sync, remove, self update, self add, search, source add",
            (fetches(_PACKAGES),),
            values="--with --without --only -E --extras -G --group --python --source",
        ),
        Row(
            """build, config, version, check, show, init, new, export, env use, env info, env list,
            env remove, cache clear, cache list, about, source show, source remove""",
            values="-f --format -o --output --with --without --only",
        ),
        Row("run", stops=True, runs=Operands()),
        Row("shell", unclear="it starts a shell that reads input"),
    ),
)
