"""The interpreter beside the real bash."""

import subprocess
from typing import NamedTuple

from tests.bash.closed import Undecided, closed_run
from tests.bash.oracle import Result, bash_result


class Outcome(NamedTuple):
    """What is compared. `trace` is None where standard error is not compared."""

    stdout: str
    status: int
    trace: str | None


def difference(
    program: str, expected: Result, *, traced: bool = False
) -> tuple[Outcome, Outcome] | None:
    """What bash and the interpreter make of `program`, if that differs. Raises Undecided.

    With `traced`, the lines of `set -x` count too, if bash reported no error among them.
    """
    trace = expected.trace if traced else None
    stdout, status, stderr = closed_run(program)
    theirs = Outcome(expected.stdout, expected.status, trace)
    ours = Outcome(stdout, status, None if trace is None else stderr)
    return None if ours == theirs else (theirs, ours)


def differs(program: str, *, traced: bool = False) -> bool:
    """Whether the interpreter crashes, or is sure of something that bash does otherwise."""
    try:
        return difference(program, bash_result(program, seconds=0.5), traced=traced) is not None
    except (Undecided, subprocess.TimeoutExpired):
        return False
    except Exception:
        return True
