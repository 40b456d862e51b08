"""`make bench`: what a run costs, beside yamllint on one small file, and on hostile repos.

Whole processes, interpreter start included; memory is the peak resident set. Ends with 1 if a
limit is exceeded.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.hostile import HOSTILE

ROOT = Path(__file__).parent.parent
RUNS = 20
REPOS = sorted((ROOT / "tests/fixtures/keeps").iterdir())
DOCTOR = [sys.executable, "-c", "import sys; from doctor.cli import main; sys.exit(main())"]
# As installed: an installed package has its bytecode, so ours gets it in the turns to warm up.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
YAMLLINT = [str(Path(sys.executable).parent / "yamllint"), str(REPOS[0] / ".woodpecker.yaml")]


class Run(NamedTuple):
    """One process: wall time in ms, peak memory in MB, exit status."""

    wall: float
    memory: float
    status: int


def run(command: list[str]) -> Run:
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = (time.perf_counter() - start) * 1000
    unit = 1 if sys.platform == "darwin" else 1024
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(wall, usage.ru_maxrss * unit / 1e6, process.returncode)


def side_by_side() -> list[str]:
    """The doctor on each clean fixture, and yamllint, in turn; gives what exceeds the limits."""
    exceeded = []
    print(
        f"{f'median of {RUNS} runs':<20}{'doctor ms':>10}{'yamllint ms':>12}{'ratio':>7}{'MB':>5}"
    )
    for repo in REPOS:
        doctor, yamllint = [], []
        for turn in range(-1, RUNS):  # one turn to warm up
            ours, theirs = run([*DOCTOR, str(repo)]), run(YAMLLINT)
            if turn >= 0:
                doctor.append(ours)
                yamllint.append(theirs)
        wall = statistics.median(one.wall for one in doctor)
        peer = statistics.median(one.wall for one in yamllint)
        memory = max(one.memory for one in doctor)
        print(f"{repo.name:<20}{wall:>10.0f}{peer:>12.0f}{wall / peer:>7.2f}{memory:>5.0f}")
        if wall > 1.5 * peer or memory > 60 or any(one.status for one in doctor):
            exceeded.append(f"{repo.name}: more than 1.5 times yamllint, or 60 MB, or no pass")
    print()
    return exceeded


def hostile() -> list[str]:
    """Every hostile repo once; gives the limits that were exceeded."""
    exceeded = []
    print(f"{'hostile repo':<28}{'wall ms':>10}{'memory MB':>12}{'exit':>6}")
    for name, repo in HOSTILE.items():
        with tempfile.TemporaryDirectory() as folder:
            repo.make(Path(folder))
            one = run([*DOCTOR, folder])
        print(f"{name:<28}{one.wall:>10.0f}{one.memory:>12.0f}{one.status:>6}")
        if one.wall > 2000 or one.memory > 200 or one.status != 1:
            exceeded.append(f"{name}: more than 2 s or 200 MB, or not exit status 1")
    return exceeded


if __name__ == "__main__":
    problems = side_by_side() + hostile()
    for problem in problems:
        print("exceeded:", problem)
    sys.exit(bool(problems))
