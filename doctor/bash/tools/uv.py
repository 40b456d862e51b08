"""uv."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import (
    Fixed,
    Operand,
    Operands,
    Option,
    Row,
    Tool,
    Unnamed,
    Variable,
    contacts,
    fetches,
    mutates,
)
from doctor.bash.tools.uvx import unversioned

_INDEX = (
    Option("--publish-url"),
    Option("--index"),
    Variable("UV_PUBLISH_URL"),
    Variable("UV_PUBLISH_INDEX"),
    Fixed("PyPI"),
)
_PACKAGES = (
    Option("--default-index --index-url -i"),
    Variable("UV_DEFAULT_INDEX"),
    Unnamed("the index of uv's configuration"),
)
_VALUES = """--directory --project --config-file --cache-dir -p --python --index --default-index
    --index-url -i --extra-index-url -f --find-links --color --allow-insecure-host
    --index-strategy --keyring-provider -P --upgrade-package --upgrade-group --resolution
    --prerelease --prerelease-package --fork-strategy --exclude-newer --exclude-newer-package
    --no-sources-package --reinstall-package --link-mode -C --config-setting
    --config-settings-package --no-build-isolation-package --no-build-package
    --no-binary-package --refresh-package --no-editable-package --no-install-package --no-extra
    --no-group --python-platform --python-version --torch-backend --overrides --excludes
    --build-constraints -b --cert --script --output-format"""

TOOL = Tool(
    source="https://docs.astral.sh/uv/reference/cli/",
    # RUN: no token at any verbosity.
    values=_VALUES,
    inert="--help -h --version -V",
    rows=(
        Row(
            "publish",
            (contacts(*_INDEX, given="--dry-run"), mutates(*_INDEX, unless="--dry-run")),
            values="""--publish-url --check-url -u --username -p --password -t --token
                --trusted-publishing --keyring-provider""",
        ),
        Row(
            "build",
            (fetches(*_PACKAGES, unless="--offline"),),
            values="-o --out-dir --package -b --build-constraint -C --config-setting",
        ),
        Row(
            """sync, lock, add, remove, pip install, pip sync, pip compile, pip download,
            tool install, tool upgrade, python install, self update, tree, pip tree, venv, init""",
            (fetches(*_PACKAGES, unless="--offline"),),
            values="""--extra --group --only-group --package -r --requirements -c --constraints -o
                --output-file -e --editable --target --prefix --with --branch --tag --rev""",
        ),
        Row(
            """pip list, pip freeze, pip show, pip check, pip uninstall, version, export,
            tool list, tool dir, python list, python find, python dir, python pin, cache clean,
            cache dir, cache prune, help, generate-shell-completion, tool uninstall, format""",
            values="-o --output-file --format --bump --extra --group",
        ),
        Row("auth token", output=Output.SECRET),
        Row("auth login, auth logout", (contacts(Operand(1)),), values="-u -t --username --token"),
        Row(
            "run",
            (fetches(*_PACKAGES, unless="--offline"),),
            values="""--with --with-editable --with-requirements --extra --group --env-file -m
                --module --package --only-group -w""",
            stops=True,
            runs=Operands(),
        ),
        Row(
            "tool run",
            (fetches(*_PACKAGES, unless="--offline"),),
            values="--from --with -w --with-editable --with-requirements --env-file",
            stops=True,
            runs=Operands(),
            refine=unversioned,
        ),
    ),
)
