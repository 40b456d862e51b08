"""env: runs a command in a changed environment, or prints the environment."""

from collections.abc import Sequence

from doctor.bash.partial import after
from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Operands, Option, Row, Tool
from doctor.bash.values import Value, start


def assigned(words: Sequence[Value]) -> tuple[tuple[tuple[str, Value], ...], Sequence[Value]]:
    """The assignments `NAME=VALUE` at the beginning of the words, and the words after them."""
    adds: list[tuple[str, Value]] = []
    for index, word in enumerate(words):
        name, equals, _ = start(word).partition("=")
        if not equals:
            return tuple(adds), words[index:]
        adds.append((name, after(word, len(name) + 1)))
    return tuple(adds), ()


def _runs(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    words = arguments.operands
    clears = arguments.given("-i --ignore-environment")
    if words and words[0] == "-":
        clears, words = True, words[1:]
    unclear = ""
    for text in arguments.values("-S --split-string"):
        if not isinstance(text, str) or not text.isascii() or set(text) & set("\\'\"$#"):
            unclear = "env -S splits a text with quotes, or one that is not known"
        else:
            words = [*text.split(), *words]
    adds, runs = assigned(words)
    output = Output.ARGUMENTS if clears else Output.ENVIRONMENT
    return call._replace(
        output=Output.UNKNOWN if runs else output,
        runs=tuple(runs),
        adds=adds,
        drops=tuple([name for name in arguments.values("-u --unset") if isinstance(name, str)]),
        clears_environment=clears,
        unclear=unclear,
    )


TOOL = Tool(
    source="env(1)",
    values="-u --unset -C --chdir -S --split-string -a --argv0",
    rows=(
        Row(
            stops=True,
            fails=False,
            verbose="-v --debug",
            shows=(Operands(), Option("-S --split-string -u --unset")),
            refine=_runs,
        ),
    ),
)
