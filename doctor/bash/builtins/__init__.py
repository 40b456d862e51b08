"""The builtins of bash (bash(1), SHELL BUILTIN COMMANDS): name → what runs it.

Each takes the interpreter, the state, the arguments and the place, and gives all the states that
it may end in. It may raise Failure, and NeedsCases before it has changed anything.
"""

from __future__ import annotations

from doctor.bash.builtins import (
    control,
    declare,
    elsewhere,
    lookup,
    options,
    output,
    reading,
    signals,
    testing,
)
from doctor.bash.builtins.call import Builtin

BUILTINS: dict[str, Builtin] = {
    **control.BUILTINS,
    **declare.BUILTINS,
    **elsewhere.BUILTINS,
    **lookup.BUILTINS,
    **options.BUILTINS,
    **output.BUILTINS,
    **reading.BUILTINS,
    **signals.BUILTINS,
    **testing.BUILTINS,
}
