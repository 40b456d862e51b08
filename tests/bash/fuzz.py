"""Looks for programs that bash and the interpreter run differently.

`python -m tests.bash.fuzz MINUTES SEED` uses all processors, prints each difference as a small
program, and ends with status 1 if there was one.
"""

import os
import subprocess
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from random import Random
from typing import NamedTuple

from tests.bash.closed import Undecided
from tests.bash.differential import Outcome, difference, differs
from tests.bash.generate import program
from tests.bash.oracle import bash_result
from tests.bash.shrink import shrunk

SIZES = (3, 6, 12, 25, 50)
BATCH = 10
ENOUGH = 10
"""With so many differences a batch ends: making them small takes seconds each."""
AGAIN = 10
"""Bash is asked so often once more: `echo * | cat > f` may find f or not."""


class Report(NamedTuple):
    """What became of the programs of some seeds."""

    ran: int
    undecided: int
    differences: list[str]


def sample(seed: int) -> tuple[str, bool]:
    """The program of a seed, and whether it is a traced one: every third is."""
    traced = seed % 3 == 0
    return program(Random(seed), SIZES[seed % len(SIZES)], traced=traced), traced


def batch(seeds: range) -> Report:
    ran, undecided, differences = 0, 0, []
    for seed in seeds:
        ran += 1
        try:
            found = examine(*sample(seed))
        except Undecided:
            undecided += 1
            continue
        if found:
            differences.append(f"seed {seed}\n{found}")
        if len(differences) == ENOUGH:
            break
    return Report(ran, undecided, differences)


def examine(text: str, traced: bool) -> str:
    """A small program that bash and the interpreter run differently, "" if there is none.

    Raises Undecided.
    """
    if not description(text, traced):
        return ""
    small = shrunk(text, lambda smaller: differs(smaller, traced=traced))
    return small + description(small, traced)


def description(text: str, traced: bool) -> str:
    """In what the two differ, "" if in nothing. Raises Undecided."""
    try:
        found = difference(text, bash_result(text), traced=traced)
        for _ in range(AGAIN if found else 0):
            if difference(text, bash_result(text), traced=traced) is None:
                raise Undecided("bash does now this, now that")
    except Undecided:
        raise
    except subprocess.TimeoutExpired:
        raise Undecided("bash takes too long") from None
    except Exception:
        return traceback.format_exc(limit=-4)
    return "".join(
        f"{field}\n  bash {theirs!r}\n  ours {ours!r}\n"
        for field, theirs, ours in zip(Outcome._fields, *(found or ((), ())), strict=False)
        if theirs != ours
    )


def main(minutes: float, seed: int) -> int:
    end = time.monotonic() + 60 * minutes
    ran = undecided = found = 0
    with ProcessPoolExecutor() as pool:
        pending = set()
        while pending or time.monotonic() < end:
            while time.monotonic() < end and len(pending) < 2 * (os.cpu_count() or 1):
                pending.add(pool.submit(batch, range(seed, seed + BATCH)))
                seed += BATCH
            done = next(as_completed(pending))
            pending.remove(done)
            report = done.result()
            ran, undecided = ran + report.ran, undecided + report.undecided
            found += len(report.differences)
            for text in report.differences:
                print("-" * 72, text, sep="\n", flush=True)
    print(f"{ran} programs, {undecided} undecided, {found} differences; next seed {seed}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2])))
