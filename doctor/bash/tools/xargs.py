"""xargs: runs a command with words from its input."""

from doctor.bash.tools.call import Call, Lookup
from doctor.bash.tools.table import Arguments, Option, Row, Tool
from doctor.bash.values import Symbol, Value, concat, whole


def _runs(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    word = Symbol("what xargs reads")
    command = arguments.operands or ["echo"]
    marks = [*arguments.values("-I --replace -i")]
    mark = marks[-1] if marks else "{}" if arguments.given("-i --replace") else None
    if mark is None:
        runs = [*command, whole(word)]
    elif isinstance(mark, str) and mark:
        runs = [_filled(value, mark, word) for value in command]
    else:
        return call._replace(unclear="xargs replaces a mark that is not known")
    verbose = arguments.given("-t --verbose -p --interactive")
    return call._replace(
        runs=tuple(runs),
        word=word,
        often=True,
        shows=tuple(command) if verbose else (),
        shows_input=verbose,
    )


def _filled(value: Value, mark: str, word: Symbol) -> Value:
    """The value with the word where the mark stands."""
    pieces: list[Value] = []
    for part in (value,) if isinstance(value, str) else value.parts:
        if isinstance(part, str):
            for index, text in enumerate(part.split(mark)):
                pieces += [whole(word), text] if index else [text]
        else:
            pieces.append(whole(part))
    return concat(pieces)


TOOL = Tool(
    source="xargs(1)",
    values="""-I -i? -L -l? -e? -E -n -P -s -d -a --arg-file --delimiter --max-args --max-procs
        --max-chars --process-slot-var --eof""",
    rows=(
        Row(
            stops=True,
            reads=(Option("-a --arg-file"),),
            input="alone",
            refine=_runs,
        ),
    ),
)
