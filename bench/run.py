"""`make bench`: what a run costs, beside yamllint and ShellCheck, and on hostile repos.

Ends with 1 if a limit is exceeded.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from bench.measure import DOCTOR, ROOT, SHELLCHECK, TURNS, YAMLLINT, in_turn, median, run
from doctor.rule import scripted
from tests.hostile import HOSTILE

REPOS = sorted((ROOT / "tests/fixtures/keeps").iterdir())
PIPELINE = str(REPOS[0] / ".woodpecker.yaml")
HAND_WRITTEN = ROOT / "bench/repo"


def side_by_side() -> list[str]:
    """The doctor on each clean fixture, and yamllint, in turn; gives what exceeds the limits."""
    exceeded = []
    print(f"{f'median of {TURNS}':<28}{'doctor ms':>10}{'yamllint ms':>12}{'ratio':>7}{'MB':>5}")
    for repo in REPOS:
        ours, theirs = in_turn([*DOCTOR, str(repo)], [*YAMLLINT, PIPELINE])
        wall, peer = median(ours), median(theirs)
        memory = max(one.memory for one in ours)
        print(f"{repo.name:<28}{wall:>10.0f}{peer:>12.0f}{wall / peer:>7.2f}{memory:>5.0f}")
        if wall > 1.5 * peer or memory > 60 or any(one.status for one in ours):
            exceeded.append(f"{repo.name}: more than 1.5 times yamllint, or 60 MB, or no pass")
    print()
    return exceeded


def hand_written() -> list[str]:
    """The doctor on five apps that are scripts and the pipeline that publishes them, on the same
    with two pipelines more, and on each script alone, beside ShellCheck and yamllint on the same
    files; gives what exceeds the limits."""
    if shutil.which(SHELLCHECK[0]) is None:
        return ["there is no ShellCheck to compare with: apt-get install shellcheck"]
    columns = ("doctor ms", "shellcheck", "yamllint", "sum", "ratio", "MB")
    print(f"{f'median of {TURNS}':<16}" + "".join(f"{column:>11}" for column in columns))
    scripts = sorted((HAND_WRITTEN / "ci").iterdir())
    pipelines = sorted((HAND_WRITTEN / ".woodpecker").iterdir())
    publish = [path for path in pipelines if path.stem == "publish"]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(HAND_WRITTEN, folder, dirs_exist_ok=True)
        for path in set(pipelines) - set(publish):
            (Path(folder) / path.relative_to(HAND_WRITTEN)).unlink()
        five = _beside_linters("five scripts", Path(folder), scripts, publish)
    three = _beside_linters("three pipelines", HAND_WRITTEN, scripts, pipelines)
    for script in scripts:
        with tempfile.TemporaryDirectory() as folder:
            for path, text in scripted(script.stem, script.read_text()).items():
                (Path(folder) / path).write_text(text)
            _beside_linters(script.stem, Path(folder), [script], publish)
    print()
    exceeded = ["five scripts: more than ShellCheck and yamllint together"] if five > 1 else []
    return exceeded + (["three pipelines: more than 1.5 times both linters"] if three > 1.5 else [])


def _beside_linters(name: str, repo: Path, scripts: list[Path], pipelines: list[Path]) -> float:
    """Prints what a repo costs, and gives its ratio to both linters together."""
    ours, shellcheck, yamllint = in_turn(
        [*DOCTOR, str(repo)],
        [*SHELLCHECK, *[str(script) for script in scripts]],
        [*YAMLLINT, *[str(path) for path in pipelines]],
    )
    shell, yaml = median(shellcheck), median(yamllint)
    ratio = median(ours) / (shell + yaml)
    memory = max(one.memory for one in ours)
    figures = (f"{median(ours):.0f}", f"{shell:.0f}", f"{yaml:.0f}", f"{shell + yaml:.0f}")
    print(
        f"{name:<16}" + "".join(f"{one:>11}" for one in (*figures, f"{ratio:.2f}", f"{memory:.0f}"))
    )
    return ratio


def three_linters() -> list[str]:
    """The doctor on the same repo beside ShellCheck, yamllint and Woodpecker's own linter, where
    that is installed; gives what exceeds the limit."""
    if shutil.which("woodpecker-cli") is None:
        print("no woodpecker-cli on $PATH: its linter is not compared\n")
        return []
    pipelines = HAND_WRITTEN / ".woodpecker"
    ours, *linters = in_turn(
        [*DOCTOR, str(HAND_WRITTEN)],
        [*SHELLCHECK, *[str(script) for script in sorted((HAND_WRITTEN / "ci").iterdir())]],
        [*YAMLLINT, *[str(path) for path in sorted(pipelines.iterdir())]],
        ["woodpecker-cli", "lint", str(pipelines)],
    )
    theirs = sum(median(one) for one in linters)
    ratio = median(ours) / theirs
    print(f"with woodpecker-cli lint: {median(ours):.0f} ms, {theirs:.0f} ms, {ratio:.2f}\n")
    return ["three pipelines: more than 1.5 times the three linters"] if ratio > 1.5 else []


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
    problems = side_by_side() + hand_written() + three_linters() + hostile()
    for problem in problems:
        print("exceeded:", problem)
    sys.exit(bool(problems))
