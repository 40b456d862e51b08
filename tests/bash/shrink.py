"""Makes a failing program small, for the human who has to understand it."""

from collections.abc import Callable
from itertools import combinations

from tests.bash.oracle import is_valid

FEW = 40
"""Up to so many lines every two of them are tried: `if …; then` and its `fi`."""
BLOCK = 12
"""The longest block that goes as a whole."""


def shrunk(program: str, fails: Callable[[str], bool]) -> str:
    """The program without the lines, and words of `echo` and `show`, that the failure needs not.

    Takes away runs of lines, long ones first, then whole blocks, then two lines wherever they
    stand, while bash still accepts the rest and it still fails. In the end no single line can go
    (delta debugging, Zeller and Hildebrandt 2002).
    """

    def holds(lines: list[str]) -> bool:
        candidate = "\n".join(lines) + "\n"
        return is_valid(candidate) and fails(candidate)

    lines = program.splitlines()
    size = max(1, len(lines) // 2)
    while size:
        before = len(lines)
        lines = _without_runs(lines, size, holds)
        if len(lines) == before or size > 1:
            size //= 2
    before = 0
    while len(lines) != before:
        before = len(lines)
        for size in range(BLOCK, 0, -1):
            lines = _without_runs(lines, size, holds, step=1)
        if len(lines) == before and before <= FEW:
            lines = _without_two(lines, holds)
    for number, line in enumerate(lines):
        command, *words = line.split(" ")
        if command in ("echo", "show"):
            lines[number] = _with_fewer_words(lines, number, command, words, holds)
    return "\n".join(lines) + "\n"


Holds = Callable[[list[str]], bool]


def _without_runs(items: list[str], size: int, holds: Holds, step: int = 0) -> list[str]:
    """The items without every run of `size` that can go, from the end on, side by side or not."""
    start = len(items)
    while start > 0:
        start = max(0, start - (step or size))
        rest = items[:start] + items[start + size :]
        if rest and holds(rest):
            items = rest
    return items


def _without_two(lines: list[str], holds: Holds) -> list[str]:
    """The lines without the first two that can go together, if there are such."""
    for first, second in combinations(range(len(lines)), 2):
        rest = lines[:first] + lines[first + 1 : second] + lines[second + 1 :]
        if rest and holds(rest):
            return rest
    return lines


def _with_fewer_words(
    lines: list[str], number: int, command: str, words: list[str], holds: Holds
) -> str:
    def line(kept: list[str]) -> str:
        return " ".join([command, *kept])

    kept = _without_runs(
        words, 1, lambda fewer: holds([*lines[:number], line(fewer), *lines[number + 1 :]])
    )
    return line(kept)
