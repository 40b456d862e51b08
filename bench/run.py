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
REPO = ROOT / "tests/fixtures/keeps/asyncpg"
DOCTOR = [sys.executable, "-c", "import sys; from doctor.cli import main; sys.exit(main())"]
# As installed: an installed package has its bytecode, so ours gets it in the turns to warm up.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
YAMLLINT = [str(Path(sys.executable).parent / "yamllint"), str(REPO / ".woodpecker.yaml")]


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
    """The doctor and yamllint in turn; gives the limits that were exceeded."""
    commands = {"pipeline-doctor": [*DOCTOR, str(REPO)], "yamllint": YAMLLINT}
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(-2, RUNS):  # two turns to warm up
        for name, command in commands.items():
            measured = run(command)
            if turn >= 0:
                runs[name].append(measured)
    median = {name: statistics.median(one.wall for one in of) for name, of in runs.items()}
    memory = {name: max(one.memory for one in of) for name, of in runs.items()}
    print(f"{'median of ' + str(RUNS) + ' runs':<28}{'wall ms':>10}{'memory MB':>12}{'exit':>6}")
    for name, of in runs.items():
        print(f"{name:<28}{median[name]:>10.0f}{memory[name]:>12.0f}{of[0].status:>6}")
    ratio = median["pipeline-doctor"] / median["yamllint"]
    print(f"{'ratio':<28}{ratio:>10.2f}\n")
    return [
        *(["takes more than 1.5 times yamllint's time"] if ratio > 1.5 else []),
        *(["takes more than 60 MB"] if memory["pipeline-doctor"] > 60 else []),
        *(
            ["does not pass a clean repo"]
            if any(one.status for one in runs["pipeline-doctor"])
            else []
        ),
    ]


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
