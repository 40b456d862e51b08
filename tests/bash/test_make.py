"""The reader of makefiles beside the real GNU make: what is printed, in which order, which status.

Each case of make.txt is a shell command and the files that lie there. What the recipes print says
which of their commands run.
"""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.bash.closed import Undecided, closed_run

_TEXT = (Path(__file__).parent / "make.txt").read_text()
_FOLDERS = re.compile(r"^make(\[\d+\])?: (Entering|Leaving) directory.*\n", re.MULTILINE)
UNKNOWN = frozenset(
    (
        "define-lines", "double-colon", "eval", "for-ever", "foreach", "function", "implicit",
        "include-missing", "jobs", "keep-going", "make-itself", "own-variable", "pattern",
        "prefix-character", "remade", "second-expansion", "self-reference", "static-pattern",
        "substitution-reference", "unclosed", "wildcard",
    )
)  # fmt: skip
"""Cases of which the interpreter must say that it does not know."""


class Case(NamedTuple):
    command: str
    files: dict[str, str]


def _case(text: str) -> Case:
    head, _, rest = text.partition("\n")
    makefile, *others = re.split(r"^--- (.*)\n", rest, flags=re.MULTILINE)
    files = {"Makefile": makefile, **dict(zip(others[::2], others[1::2], strict=True))}
    return Case(head.partition(": ")[2], {path: text for path, text in files.items() if text})


CASES = {
    one.partition(":")[0]: _case(one) for one in re.split("^=== ", _TEXT, flags=re.MULTILINE)[1:]
}


def real(case: Case, folder: Path) -> tuple[str, int]:
    """Standard output and status of bash and make."""
    for path, text in case.files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text)
    done = subprocess.run(
        ["bash", "-c", case.command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": "/home/user", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    return _FOLDERS.sub("", done.stdout), done.returncode


@pytest.mark.parametrize("name", sorted(CASES.keys() - UNKNOWN))
def test_does_what_make_does(name: str, tool: Callable[[str, str], str], tmp_path: Path) -> None:
    tool("make", "apt-get install make")
    assert closed_run(*CASES[name])[:2] == real(CASES[name], tmp_path)


@pytest.mark.parametrize("name", sorted(UNKNOWN))
def test_says_that_it_does_not_know(name: str) -> None:
    with pytest.raises(Undecided):
        closed_run(*CASES[name])
