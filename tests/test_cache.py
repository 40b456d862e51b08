"""The cache: it saves the work, and never changes a verdict."""

import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import doctor.cache
from doctor import workers
from doctor.cache import Cache, Recorded, answers_of, stamp
from doctor.source import Link, Memory, WorkTree
from tests.conftest import ROOT
from tests.gits import Git, folder

GOOD = folder(ROOT / "tests/fixtures/keeps/geesefs")
TALKS = folder(ROOT / "tests/fixtures/breaks/talkative")
Audit = Callable[[Path], tuple[bool, bool]]


@pytest.fixture(autouse=True)
def _home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> Audit:
    """`audit(path)`: whether it is ok, and whether that was known."""
    fresh: list[str] = []
    real = workers._fresh

    def noted(source: Any) -> Any:
        fresh.append(source.name)
        return real(source)

    monkeypatch.setattr(workers, "_fresh", noted)

    def run(path: Path, state: str = "one") -> tuple[bool, bool]:
        before = len(fresh)
        row = workers.Row(*json.loads(workers.audit(str(path), state)))
        assert row == workers.Row(*json.loads(real_audit(str(path))))
        return row.report["ok"], len(fresh) - 1 == before

    def real_audit(path: str) -> str:
        return workers.audit(path, "")

    return run


def put(path: Path, files: dict[str, Any]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_what_did_not_change_is_known(tmp_path: Path, audit: Audit) -> None:
    repo = put(tmp_path / "repo", {**GOOD, "README": "x"})
    assert audit(repo) == (True, False)
    assert audit(repo) == (True, True)
    (repo / "README").write_text("nobody asks for it")
    assert audit(repo) == (True, True)


CHANGES: dict[str, Callable[[Path], object]] = {
    "content": lambda repo: put(repo, TALKS),
    "same size": lambda repo: (repo / "flake.nix").write_text(
        (repo / "flake.nix").read_text().replace("pname", "qname")
    ),
    "file gone": lambda repo: (repo / "flake.lock").unlink(),
    "file new": lambda repo: (repo / ".pipeline-doctor.toml").write_text("x"),
    "link": lambda repo: (
        (repo / "flake.lock").rename(repo / "other"),
        (repo / "flake.lock").symlink_to("nowhere"),
    ),
    "unreadable": lambda repo: (repo / "flake.nix").write_bytes(b"\xff"),
    "large": lambda repo: (repo / "flake.nix").write_bytes(b" " * (2 << 20)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_is_not(tmp_path: Path, audit: Audit, change: str) -> None:
    repo = put(tmp_path / "repo", GOOD)
    audit(repo)
    CHANGES[change](repo)
    assert audit(repo)[1] is False


def test_a_revision_is_known_by_its_commit(tmp_path: Path, audit: Audit) -> None:
    repo = Git(tmp_path / "repo.git")
    good, bad = (repo.commit(repo.files(files)) for files in (GOOD, TALKS))
    repo.branch("main", good)
    assert [audit(repo.path) for _ in range(2)] == [(True, False), (True, True)]
    repo.branch("main", bad)
    assert [audit(repo.path) for _ in range(2)] == [(False, False), (False, True)]


def test_another_state_of_the_tool_knows_nothing(tmp_path: Path, audit: Any) -> None:
    repo = put(tmp_path / "repo", GOOD)
    assert [audit(repo, state)[1] for state in ("one", "two", "two", "one")] == [
        False, False, True, False,
    ]  # fmt: skip


def test_the_state_of_the_tool_is_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stamp()
    assert stamp() == before
    shutil.copytree(ROOT / "doctor", tmp_path / "doctor")
    monkeypatch.setattr(doctor.cache, "__file__", str(tmp_path / "doctor/cache.py"))
    same = stamp()
    for file in ("engine.py", "nix/models/lib.nix"):
        path = next((tmp_path / "doctor").rglob(Path(file).name))
        path.write_text(path.read_text() + "\n# changed\n")
        assert stamp() != same
        same = stamp()


def test_repos_of_one_name_are_told_apart(
    tmp_path: Path, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where, files in (("a", GOOD), ("b", TALKS)):
        put(tmp_path / where / "repo", files)
        monkeypatch.chdir(tmp_path / where)
        assert audit(Path("repo")) == (where == "a", False)


def test_a_waiver_is_asked_again_the_next_day(
    tmp_path: Path, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml = """[[waiver]]
rule = "token-never-printed"
path = "flake.nix"
reason = "soon"
expires = 2026-06-15
"""
    repo = put(tmp_path / "repo", {**TALKS, ".pipeline-doctor.toml": toml})
    for day, ok, known in (15, True, False), (15, True, True), (16, False, False):
        for module in ("cache", "waivers", "waiver"):
            monkeypatch.setattr(f"doctor.{module}.today", lambda day=day: date(2026, 6, day))
        assert audit(repo) == (ok, known)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[:-1],
        lambda text: text[1:],
        lambda text: text.replace('\\"ok\\": false', '\\"ok\\": true'),
        lambda text: "0" * 64 + "\n{}",
    ],
)
def test_a_damaged_entry_is_none(tmp_path: Path, audit: Audit, spoil: Callable[[str], str]) -> None:
    repo = put(tmp_path / "repo", TALKS)
    audit(repo)
    [entry] = (tmp_path / "cache/pipeline-doctor").iterdir()
    text = entry.read_text()
    assert spoil(text) != text
    entry.write_text(spoil(text))
    assert audit(repo) == (False, False)


@pytest.mark.parametrize("place", ["shared", "file", "link", "relative", "full"])
def test_a_place_that_is_not_ours_is_not_used(
    tmp_path: Path, audit: Audit, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    ours = cache / "pipeline-doctor"
    if place == "shared":
        ours.mkdir()
        ours.chmod(0o777)
    elif place == "file":
        ours.write_text("")
    elif place == "link":
        (tmp_path / "elsewhere").mkdir()
        ours.symlink_to(tmp_path / "elsewhere")
    elif place == "relative":
        monkeypatch.setenv("XDG_CACHE_HOME", "cache")
        monkeypatch.setenv("HOME", "/dev/null")
        monkeypatch.chdir(tmp_path)
    else:
        monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    repo = put(tmp_path / "repo", GOOD)
    assert [audit(repo) for _ in range(2)] == [(True, False)] * 2
    left = [*ours.iterdir()] if ours.is_dir() else []
    assert left == []


def test_nobody_else_may_look_in(tmp_path: Path, audit: Audit) -> None:
    audit(put(tmp_path / "repo", GOOD))
    assert (tmp_path / "cache/pipeline-doctor").stat().st_mode & 0o777 == 0o700


def test_what_crashed_is_not_kept(
    tmp_path: Path, audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: Any) -> Any:
        raise MemoryError

    repo = put(tmp_path / "repo", GOOD)
    monkeypatch.setattr("doctor.engine.local_equivalents", crash)
    assert [audit(repo)[1] for _ in range(2)] == [False, False]


def test_what_changes_while_it_is_read_is_not_kept() -> None:
    source = Recorded(Memory({"f": "x"}))
    assert source.kind("f") == "regular"
    source._inner._tree["."]["f"] = "symlink"  # type: ignore[attr-defined]
    source._inner._files["f"] = Link("g")  # type: ignore[attr-defined]
    assert source.kind("f") == "unknown"
    assert answers_of(source) is None


def test_runs_at_the_same_time(tmp_path: Path) -> None:
    repo = WorkTree(str(put(tmp_path / "repo", GOOD)))
    caches = [Cache("one") for _ in range(8)]

    def work(cache: Cache) -> set[str | None]:
        found = set()
        for n in range(50):
            cache.keep(repo, "", [], f"result {n % 2}")
            found.add(cache.find(repo))
        return found

    with ThreadPoolExecutor(8) as pool:
        seen = set[str | None]().union(*pool.map(work, caches))
    assert seen <= {"result 0", "result 1", None}
    assert len(os.listdir(tmp_path / "cache/pipeline-doctor")) == 1
