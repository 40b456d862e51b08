"""find: lists files, and runs commands on them."""

from doctor.bash.tools.call import Call, Lookup, Output
from doctor.bash.tools.table import Arguments, Option, Row, Tool
from doctor.bash.values import Symbol, concat, whole

_RUNS = ("-exec", "-execdir", "-ok", "-okdir")


def _runs(arguments: Arguments, lookup: Lookup, call: Call) -> Call:
    argv = arguments.argv
    starts = [index for index, word in enumerate(argv) if word in _RUNS]
    if not starts:
        return call
    end = starts[0] + 1
    while end < len(argv) and argv[end] != ";" and (argv[end] != "+" or argv[end - 1] != "{}"):
        end += 1
    folder = argv[1] if len(argv) > 1 else "."
    file = concat([folder, "/", whole(Symbol("a file that find finds", folder=""))])
    runs = [file if word == "{}" else word for word in argv[starts[0] + 1 : end]]
    if len(starts) > 1:
        return call._replace(unclear="find runs more than one command")
    return call._replace(runs=tuple(runs), often=True, output=Output.UNKNOWN)


TOOL = Tool(
    source="find(1)",
    inert="-help -version",
    single=True,
    values="-D -fprint -fprintf:2 -fls",
    rows=(
        Row(
            output=Output.NAMES,
            writes=(Option("-fprint -fls -fprintf"),),
            refine=_runs,
        ),
    ),
)
