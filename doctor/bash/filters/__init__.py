"""Models of the text programs with which scripts work out versions, tags, names and lists.

A model gives exactly what the GNU program would print on known arguments and known input, or
raises NotModelled. Where C and UTF-8 locales may differ, or versions of a program, it is the
latter.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

from doctor.bash.filters.call import Call, NotModelled, Output, World, checked

__all__ = ["MODELLED", "NotModelled", "Output", "World", "run"]

_MODULES = {
    "cat": "cat tac",
    "jq": "jq",
    "names": "basename dirname",
    "cut": "cut",
    "grep": "grep egrep fgrep",
    "head": "head tail",
    "sed": "sed",
    "tr": "tr",
    "sort": "sort uniq comm",
    "count": "wc seq rev paste",
    "expr": "expr",
    "digest": "md5sum sha1sum sha224sum sha256sum sha384sum sha512sum base64",
    "awk": "awk gawk mawk",
    "date": "date",
    "compare": "diff cmp",
}
MODELLED = {name: module for module, names in _MODULES.items() for name in names.split()}
"""Program name to the module here that models it."""


def run(argv: Sequence[str], stdin: Callable[[], str], world: World) -> Output:
    """What the program `argv[0]` prints and returns.

    `stdin()` gives the whole standard input, or raises NotModelled where it is unknown; it is
    called only if the program would read it. Raises NotModelled for everything else that is
    not known.
    """
    name = argv[0] if argv else ""
    module = MODELLED.get(name)
    if module is None:
        raise NotModelled
    for word in argv:
        checked(word)
    try:
        output: Output = import_module(f"{__name__}.{module}").run(
            Call(name, argv[1:], stdin, world)
        )
    except RecursionError:
        raise NotModelled from None
    checked(output.text)
    return output
