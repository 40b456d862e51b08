"""http, https (HTTPie), xh, xhs."""

from doctor.bash.partial import after, known
from doctor.bash.tools.call import Call, Effect, Lookup, Output, Reach
from doctor.bash.tools.table import Arguments, Option, Row, Tool
from doctor.bash.values import Value, start

_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")
_DATA = (":=@", ":=", "=@", "@", "=")


def _request(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    """`[METHOD] URL [ITEM …]`: items with data make it a POST, and files are read."""
    words = arguments.operands
    method = words[0] if words else ""
    named = isinstance(method, str) and method.isalpha() and len(words) > 1
    rest = words[1:] if named else words
    items = rest[1:]
    files = [file for item in items if (file := _file(item)) is not None]
    if named and isinstance(method, str):
        changes = method.upper() not in _METHODS
    else:
        changes = bool(arguments.values("--raw")) or any([_is_data(item) for item in items])
    if arguments.given("--offline", surely=True):
        return call._replace(output=Output.ARGUMENTS, reads=tuple(files))
    reach = Reach.MUTATES if changes else Reach.FETCHES
    return call._replace(
        effects=tuple([Effect(reach, url) for url in rest[:1]]),
        reads=(*call.reads, *files),
        takes_input=not arguments.given("-I --ignore-stdin"),
    )


def _separator(item: Value) -> tuple[str, int]:
    """The separator of an item and where it stands: the first one in it, the longest there."""
    text = known(item)
    for index in range(min(len(text), 1024)):
        for sign in (":=@", ":@", "==@", "=@", "==", ":=", ":", ";", "@", "="):
            if text.startswith(sign, index):
                return sign, index
    return "", 0


def _is_data(item: Value) -> bool:
    return _separator(item)[0] in _DATA or start(item) == ""


def _file(item: Value) -> Value | None:
    sign, index = _separator(item)
    if sign[-1:] != "@" or index + len(sign) > len(start(item)):
        return None
    return after(item, index + len(sign))


TOOL = Tool(
    source="https://httpie.io/docs/cli (METHOD, request items, --print, --verbose, --offline)",
    inert="--help --version --manual",
    values="""-a --auth -A --auth-type -o --output -p --print -P --history-print --session
        --session-read-only --proxy --timeout --verify --cert --cert-key --cert-key-pass
        --ssl --ciphers --max-redirects --max-headers --format-options -s --style
        --pretty --raw --boundary --default-scheme --response-charset --response-mime
        --http-version --resolve""",
    rows=(
        Row(
            writes=(Option("-o --output"),),
            outputs=(
                ("-v --verbose --debug -p~H -p~B --print~H --print~B", Output.ARGUMENTS),
                ("-d --download -o --output", Output.NOTHING),
            ),
            refine=_request,
        ),
    ),
)
