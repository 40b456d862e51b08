"""Random programs do under the interpreter what they do in bash.

For a longer run: `python -m tests.bash.fuzz MINUTES SEED`.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bash import differential, fuzz
from tests.bash.oracle import bash_result, bash_results, is_valid
from tests.bash.shrink import shrunk

PROGRAMS = 300
MOST_UNDECIDED = 0.1


@pytest.fixture(autouse=True)
def bash(tool: Callable[[str, str], str]) -> str:
    return tool("bash", "apt-get install bash")


def test_does_what_bash_does() -> None:
    report = fuzz.batch(range(PROGRAMS))
    assert not report.differences, "\n".join(report.differences)
    assert report.undecided <= MOST_UNDECIDED * PROGRAMS


def test_generated_programs_are_accepted_and_repeatable() -> None:
    samples = [fuzz.sample(seed) for seed in range(60)]
    assert all(is_valid(program) for program, _ in samples)
    first, second = (list(bash_results(program for program, _ in samples)) for _ in range(2))
    for (_, traced), one, other in zip(samples, first, second, strict=True):
        assert one[:2] == other[:2]
        assert not traced or one.trace == other.trace
    ended = sum("end of program\n" in result.stdout for result in first)
    assert ended > 0.7 * len(samples), "most of a program must run to be worth comparing"


def test_what_a_program_has_started_ends_with_it() -> None:
    endless = "( exec > /dev/null 2>&1; while :; do :; done ) & echo $!"
    started = Path("/proc", bash_result(endless).stdout.strip(), "stat")
    for _ in range(100):
        if not started.exists() or started.read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("it still runs")


def test_a_difference_is_found_and_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(program: str) -> tuple[str, int, str]:
        """bash, but for one operator."""
        result = bash_result(program.replace("(( ++n", "(( --n"))
        return result.stdout, result.status, result.stderr

    monkeypatch.setattr(differential, "closed_run", wrong)
    program = "n=0\nfor x in 1 2 3; do\n(( ++n )) && true\necho $x\ndone\necho a\necho $n b c\n"
    monkeypatch.setattr(fuzz, "sample", lambda seed: (program, False))
    report = fuzz.batch(range(1))
    assert len(report.differences) == 1
    assert report.differences[0].startswith("seed 0\n(( ++n )) && true\necho $n\nstdout\n")


def test_shrunk_keeps_what_fails() -> None:
    program = "a=1\nif true; then\nb=2\necho one two three\nfi\n"
    assert shrunk(program, lambda text: "echo" in text and "two" in text) == "echo two\n"
