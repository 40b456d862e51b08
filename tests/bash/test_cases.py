"""Every program in `cases` does under the interpreter what it does in bash."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bash.closed import Undecided
from tests.bash.differential import difference
from tests.bash.oracle import bash_result

CASES = {path.stem: path for path in sorted((Path(__file__).parent / "cases").glob("*.sh"))}
UNDECIDED = frozenset(
    (
        "array-for-a-function-named-like-declare",
        "descriptor-of-bash",
        "described-lists",  # what `@A` and its like show is not modelled
        "dollar-dash-and-friends",  # process ids are not known
        "eval-syntax-error",  # what it cannot read need not be wrong
        "list-within-default",  # what an IFS of one's own does to it depends on bash
        "signal-by-bashpid",
        "star-under-empty-ifs",
        "umask",
    )
)
"""Cases of which the interpreter must say that it does not know."""


@pytest.mark.parametrize("name", CASES)
def test_does_what_bash_does(name: str, tool: Callable[[str, str], str]) -> None:
    tool("bash", "apt-get install bash")
    program = CASES[name].read_text()
    expected = bash_result(program)
    if name in UNDECIDED:
        with pytest.raises(Undecided):
            difference(program, expected)
    else:
        assert difference(program, expected) is None
