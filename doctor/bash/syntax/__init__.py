"""Shell text to the typed program, as bash 5.2 reads it.

bash reads and runs one complete command after the other, up to the end of its line. Where it meets
a syntax error it stops for good; so does this: from the line that could not be read, everything
is one `Unreadable`.
"""

from __future__ import annotations

import time
from functools import lru_cache

from doctor.bash.program import Block, Command, Unreadable
from doctor.bash.syntax.commands import Commands
from doctor.bash.syntax.reader import Failure, as_bytes


@lru_cache(maxsize=32)  # an app runs by itself and in CI, a trap again and again
def parse(text: str, seconds: float | None = 0.5) -> Block:
    """The program of a script, read in at most `seconds` of processor time (None: any).

    Raises nothing: what could not be read is `Unreadable` in the tree.
    """
    deadline = None if seconds is None else time.thread_time() + seconds
    data = as_bytes(text)
    reader = Commands(data, deadline)
    commands: list[Command] = []
    null = data.find("\0")
    if null >= 0:
        reader.end = data.rfind("\n", 0, null) + 1
    while reader.skip_lines():
        start = reader.pos
        try:
            line = reader.line()
            if reader.pos < reader.end and reader.peek() != "\n":
                raise reader.unexpected()
            commands += line
        except Failure as failure:
            commands.append(Unreadable(failure.why, start, len(data)))
            break
        except RecursionError:
            commands.append(Unreadable("it is nested too deeply", start, len(data)))
            break
    else:
        if null >= 0:
            commands.append(Unreadable("it has a NUL character", reader.end, len(data)))
    return Block(tuple(commands), 0, len(data))
