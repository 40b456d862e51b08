"""twine: uploads Python distributions."""

from doctor.bash.tools.call import Output
from doctor.bash.tools.table import Fixed, Option, Row, Tool, Variable, mutates

_INDEX = (
    Option("--repository-url"),
    Option("-r --repository"),
    Variable("TWINE_REPOSITORY_URL"),
    Variable("TWINE_REPOSITORY"),
    Fixed("PyPI"),
)
_OPTIONS = """-r --repository --repository-url -u --username -p --password -c --comment
    --config-file --cert --client-cert -i --identity --sign-with"""

TOOL = Tool(
    source="https://twine.readthedocs.io/ and twine: twine/settings.py",
    # `--verbose` shows no token (RUN).
    inert="--help -h --version",
    rows=(
        Row("upload", (mutates(*_INDEX),), values=_OPTIONS, reads=(Option("--config-file"),)),
        Row("register", (mutates(*_INDEX),), values=_OPTIONS),
        Row("check", output=Output.ARGUMENTS),
    ),
)
