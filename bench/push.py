"""`python -m bench.push`: what the hook adds to an ordinary push, side by side with none.

Ends with 1 if it adds more than the limit.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench.measure import ROOT, TURNS
from tests.gits import Git, folder, git

LIMIT = 150
"""Milliseconds that the hook may add to the median push."""
START = "import sys; from doctor.cli import main; sys.exit(main())"
# As installed: with bytecode, which the first pushes write.
HOOK = f"""\
#!/bin/sh
unset PYTHONDONTWRITEBYTECODE
PYTHONPATH={ROOT} exec {sys.executable} -c "{START}" pre-receive
"""
FILES = folder(ROOT / "tests/fixtures/keeps/geesefs")


def pushes(others: int) -> tuple[list[float], list[float]]:
    """The wall times of pushes to a server without and to one with the hook, in turn, in ms.

    The repo has `others` files beside those of a fixture; each push changes one of them.
    """
    with tempfile.TemporaryDirectory() as path:
        client = Git(Path(path) / "client")
        plain, hooked = Git(Path(path) / "plain"), Git(Path(path) / "hooked")
        blob = client.add("blob", b"x")
        folders = {f"d{n // 100}": [] for n in range(others)}
        for n in range(others):
            folders[f"d{n // 100}"].append(("100644", f"f{n}", blob))
        entries = [("40000", name, client.tree(*inner)) for name, inner in folders.items()]
        entries += [
            ("100644", name, client.add("blob", text))
            for name, text in FILES.items()
            if "/" not in name
        ]
        head = ""
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(TURNS + 2):
            change = ("100644", "changes", client.add("blob", str(turn).encode()))
            head = client.commit(client.tree(*entries, change), *([head] if head else []))
            for server, found in zip((plain, hooked), times, strict=True):
                start = time.perf_counter()
                git(client.path, "push", "-q", f"file://{server.path}", f"{head}:refs/heads/main")
                found.append((time.perf_counter() - start) * 1000)
            if turn == 0:
                install(hooked.path)
        return times[0][2:], times[1][2:]


def install(repo: Path) -> None:
    hook = repo / "hooks/pre-receive"
    hook.write_text(HOOK)
    hook.chmod(0o755)


if __name__ == "__main__":
    print(f"{f'median of {TURNS} pushes':<24}{'without ms':>11}{'with ms':>9}{'added ms':>10}")
    exceeded = False
    for count in (20, 2_000, 20_000):
        without, with_hook = map(statistics.median, pushes(count))
        added = with_hook - without
        exceeded |= added > LIMIT
        print(f"{f'{count:,} files':<24}{without:>11.0f}{with_hook:>9.0f}{added:>10.0f}")
    sys.exit(exceeded)
