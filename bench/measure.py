"""Runs programs as whole processes, interpreter start included."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
DOCTOR = (sys.executable, "-c", "import sys; from doctor.cli import main; sys.exit(main())")
YAMLLINT = (str(Path(sys.executable).parent / "yamllint"),)
SHELLCHECK = ("shellcheck", "--norc")
TURNS = 20
# As installed: an installed package has its bytecode, so ours gets it in the turns to warm up.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}


class Run(NamedTuple):
    """One process: wall time in ms, peak resident set in MB, exit status."""

    wall: float
    memory: float
    status: int


def run(command: Sequence[str]) -> Run:
    """Runs a command in our root, its output unseen; raises FileNotFoundError if it is missing."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = (time.perf_counter() - start) * 1000
    unit = 1 if sys.platform == "darwin" else 1024
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, usage.ru_maxrss * unit / 1e6, process.returncode)


def in_turn(*commands: Sequence[str]) -> list[list[Run]]:
    """The runs of each command, which took turns after one turn to warm up."""
    for command in commands:
        run(command)
    turns = [[run(command) for command in commands] for _ in range(TURNS)]
    return [list(runs) for runs in zip(*turns, strict=True)]


def median(runs: Sequence[Run]) -> float:
    """The median wall time in ms."""
    return statistics.median(one.wall for one in runs)
