"""python, as far as it is called with a module."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Row, Tool
from doctor.bash.values import start

_MODULES = frozenset(("pip", "twine", "flit", "poetry", "uv", "hatch", "maturin", "pdm", "awscli"))
_BUILDERS = ("build", "venv", "virtualenv", "ensurepip", "compileall", "installer", "pipx")


def _module(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """`python -m twine …` is twine; modules that only build or format are known, too."""
    words = arguments.values("-m")
    name = words[0] if words else ""
    if name in _MODULES:
        return call._replace(runs=tuple(words))
    if name == "json.tool" or name == "base64":
        files = [word for word in words[1:] if start(word)[:1] != "-"]
        return call._replace(output=Output.INPUT, reads=tuple(files[:1]), takes_input=not files)
    if name in _BUILDERS:
        return call
    return call._replace(unclear="it runs Python code")


TOOL = Tool(
    source="https://docs.python.org/3/using/cmdline.html",
    values="-c:all -m:all -W -X --check-hash-based-pycs",
    inert="--help -h --version -V",
    rows=(Row(stops=True, refine=_module),),
)
