"""The effect table: what a program does when it is called with these arguments.

One file a program, named after it (dashes become underscores), with its `TOOL`; programs that are
called alike share one by an entry in `names.ALIASES`. To add a program: write its file (rows as in
`table.py`) and its name into `names.PROGRAMS`. A program without a file is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from doctor.bash.tools.call import Call as Call
from doctor.bash.tools.call import Effect as Effect
from doctor.bash.tools.call import Lookup as Lookup
from doctor.bash.tools.call import Output as Output
from doctor.bash.tools.call import Reach as Reach
from doctor.bash.tools.names import ALIASES, PROGRAMS
from doctor.bash.values import Value

if TYPE_CHECKING:
    from doctor.bash.tools.lookup import Table

_tables: dict[str, Table] = {}


def is_known(name: str) -> bool:
    """Whether the program is in the table."""
    return ALIASES.get(name, name) in PROGRAMS


def describe(argv: Sequence[Value], lookup: Lookup) -> Call | None:
    """What the call `argv` does; None for a program that is not in the table.

    `argv[0]` is the program's name without its folder. Arguments may be `Mixed`; those that are
    one `Choice` have been settled before.
    """
    name = argv[0]
    if type(name) is not str:
        return None
    table = _tables.get(name)
    if table is None:
        from doctor.bash.tools.lookup import Table

        program = ALIASES.get(name, name)
        if program not in PROGRAMS:
            return None
        table = _tables.get(program)
        if table is None:
            module = f"{__name__}.{program.replace('-', '_')}"
            table = _tables[program] = Table(__import__(module, fromlist=["TOOL"]).TOOL)
        _tables[name] = table
    return table.call(argv, lookup)
