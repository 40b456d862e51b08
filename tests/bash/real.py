"""What real bash does: many snippets in one process, and comparisons with them."""

import os
import random
import re
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import settings

from doctor.bash.limits import TooMuch, Unpredictable

_MARK = "\x02\x03case ended\x03\x02"

Case = tuple[str, Callable[[], str]]
"""A snippet of bash, and what we say that it writes."""


def word(text: str) -> str:
    """The text as one literal word of a script."""
    return "'" + text.replace("'", "'\\''") + "'"


def pieces_as_source(pieces: Sequence[tuple[str, bool]]) -> tuple[str, str]:
    """(text, quoted) pieces as bash source: assignments, and the word that joins them."""
    assignments = "".join([f"p{i}={word(text)};" for i, (text, _) in enumerate(pieces)])
    joined = "".join([f'"$p{i}"' if quoted else f"$p{i}" for i, (_, quoted) in enumerate(pieces)])
    return assignments, joined


def run(bash: str, snippets: Sequence[str], prelude: str = "") -> list[str]:
    """The output of each snippet, all in one shell, with LC_ALL=C.UTF-8.

    A snippet that ends the shell must stand in parentheses.
    """
    lines = [prelude, *[f"eval {word(snippet)}\nprintf '{_MARK}\\n'" for snippet in snippets]]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.sh"
        script.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
        done = subprocess.run(
            [bash, "--norc", script],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            check=False,
            timeout=30,
        )
    outputs = re.split(_MARK + "\n", done.stdout.decode("utf-8", "surrogateescape"))[:-1]
    assert len(outputs) == len(snippets), f"bash ended in {snippets[len(outputs)]}"
    return outputs


def compare(bash: str, cases: Sequence[Case], prelude: str = "") -> None:
    """Fails where bash writes something else than we say; what we leave open is no difference."""
    open_cases = 0
    for (snippet, ours), output in zip(
        cases, run(bash, [c[0] for c in cases], prelude), strict=True
    ):
        try:
            said = ours()
        except (TooMuch, Unpredictable):
            open_cases += 1
            continue
        assert said == output, snippet
    assert open_cases <= max(1, len(cases) // 10), "too much is left open"


def fuzz(bash: str, generate: Callable[[random.Random], Case], prelude: str = "") -> None:
    """Compares generated cases: 400 for a hundred examples of the hypothesis profile."""
    for seed in range(max(1, settings.default.max_examples // 100)):
        chance = random.Random(seed)
        compare(bash, [generate(chance) for _ in range(400)], prelude)
