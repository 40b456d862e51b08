"""`python -m bench.fleet [COUNT…]`: what the audit of a fleet costs, anew and unchanged.

Ends with 1 if a limit is exceeded.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from bench.measure import DOCTOR, ENVIRONMENT, ROOT
from tests.gits import Git, folder

FIXTURES = sorted(path for path in (ROOT / "tests/fixtures").glob("*/*") if path.is_dir())
COLD, WARM = 3.0, 0.5
"""Seconds for 51 repos, on two cores."""


class Cost(NamedTuple):
    """Seconds, and the peak memory in MB of the process that took most."""

    wall: float
    memory: float


def generate(root: Path, count: int) -> None:
    """So many repos, no two with the same files; every second one is bare."""
    contents = [folder(path) for path in FIXTURES]
    for number in range(count):
        path = root / f"owner{number % 7}/repo{number:05}"
        files = dict(contents[number % len(contents)])
        files["flake.nix"] = bytes(files["flake.nix"]) + f"\n# {number}\n".encode()
        path.parent.mkdir(exist_ok=True)
        if number % 2:
            bare = Git(path.with_suffix(".git"))
            bare.branch("main", bare.commit(bare.files(files)))
        else:
            for name, content in files.items():
                (path / name).parent.mkdir(parents=True, exist_ok=True)
                (path / name).write_bytes(content)


def audit(root: Path, spare: Path) -> Cost:
    """One run over a fleet, its output unseen; the cache and a result go to the folder `spare`."""
    command = [*DOCTOR, "fleet", str(root), f"--write=json={spare / 'out.json'}"]
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**ENVIRONMENT, "XDG_CACHE_HOME": str(spare / "cache")},
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1, process.returncode
    return Cost(time.perf_counter() - start, usage.ru_maxrss / 1000)


def measured(count: int) -> tuple[Cost, Cost]:
    """A fleet of so many repos: anew, and again."""
    with tempfile.TemporaryDirectory() as folder:
        spare, root = Path(folder), Path(folder) / "fleet"
        root.mkdir()
        generate(root, count)
        audit(FIXTURES[0].parent, spare)  # our own bytecode is there, as when installed
        return audit(root, spare), audit(root, spare)


if __name__ == "__main__":
    exceeded = False
    print(f"{'repos':>6}{'anew s':>9}{'ms each':>9}{'MB':>6}{'again s':>9}{'ms each':>9}{'MB':>6}")
    for count in map(int, sys.argv[1:] or ("51", "500")):
        cold, warm = measured(count)
        row = f"{count:>6}"
        for cost in (cold, warm):
            row += f"{cost.wall:>9.2f}{cost.wall / count * 1000:>9.1f}{cost.memory:>6.0f}"
        print(row, flush=True)
        exceeded |= count == 51 and (cold.wall > COLD or warm.wall > WARM)
    sys.exit(exceeded)
