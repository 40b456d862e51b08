"""Many repos at once: found, audited, reported, compared; and what befalls one stays its own."""

import gc
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from doctor import workers
from doctor.arguments import WrongQuestion
from doctor.discovery import Found, find_repos
from doctor.fleet import main
from doctor.rows import Rows
from doctor.workers import Crew, audit, audit_all, pool
from tests.conftest import ROOT
from tests.gits import Git, folder, git

GOOD = folder(ROOT / "tests/fixtures/keeps/geesefs")
TALKS = folder(ROOT / "tests/fixtures/breaks/talkative")
SAMPLES = {"good": GOOD, "talks": TALKS}
SCHEMA = json.loads((ROOT / "doctor/report/schema.json").read_text())
FLEET = json.loads((ROOT / "doctor/report/fleet.schema.json").read_text())


def fleet(
    *arguments: object, cwd: Path | None = None, cache: str = ""
) -> subprocess.CompletedProcess[str]:
    words = map(str, arguments if cache else (*arguments, "--no-cache"))
    return subprocess.run(
        [sys.executable, "-P", "-m", "doctor", "fleet", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": cache},
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
    )


def results(*arguments: object, **options: Any) -> Any:
    done = fleet(*arguments, "--format=json", **options)
    assert done.stderr == ""
    found = json.loads(done.stdout)
    jsonschema.Draft202012Validator(FLEET).validate(found)
    for report in found["repos"]:
        jsonschema.Draft202012Validator(SCHEMA).validate(report)
    return found


def plain(path: Path, files: dict[str, Any]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def bare(path: Path, files: dict[str, Any]) -> Git:
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Git(path)
    made.branch("main", made.commit(made.files(files)))
    return made


def paths(*roots: Path) -> list[str]:
    with rows_of(find_repos([str(root) for root in roots])) as rows:
        return [one.path for one in rows.todo()]


@contextmanager
def rows_of(found: Iterable[Found]) -> Iterator[Rows]:
    with closing(Rows()) as kept:
        for one in found:
            kept.add(one.path)
        yield kept


def test_what_is_a_repo(tmp_path: Path) -> None:
    plain(tmp_path / "b/folder", {"flake.nix": "{ }", "sub/flake.nix": "{ }"})
    bare(tmp_path / "a/one.git", {})
    bare(tmp_path / "a/one.wiki.git", {})
    git(tmp_path, "clone", "-q", "a/one.git", "clone")
    plain(tmp_path / "no/repo/here", {"README": ""})
    plain(tmp_path / ".hidden/x", {"flake.nix": ""})
    (tmp_path / "link").symlink_to("b")
    (tmp_path / "loop").symlink_to(".")
    want = [str(tmp_path / name) for name in ("a/one.git", "b/folder", "clone")]
    assert paths(tmp_path) == want
    assert paths(tmp_path / "clone", tmp_path) == [want[2], *want[:2]]
    (tmp_path / "list").write_text("# ours\nclone\n\na/one.git\nnot/there\n")
    assert paths(tmp_path / "list") == [want[2], want[0], str(tmp_path / "not/there")]


def test_a_fleet_of_nothing_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "list").write_text("# nothing\n")
    for path, said in (
        ("empty", "there is no repo in"),
        ("list", "lists no repo"),
        ("nothing", "is no folder and no list of repos"),
    ):
        with pytest.raises(WrongQuestion, match=said):
            paths(tmp_path / path)
        assert fleet(tmp_path / path).returncode == 2
    assert fleet().returncode == 2


def test_one_report_a_repo(tmp_path: Path) -> None:
    good, bad = bare(tmp_path / "good.git", GOOD), plain(tmp_path / "talks", TALKS)
    found = results(tmp_path)
    assert [report["repo"]["path"] for report in found["repos"]] == [str(good.path), str(bad)]
    assert [report["ok"] for report in found["repos"]] == [True, False]
    assert found["repos"][0]["repo"]["revision"] == git(good.path, "rev-parse", "HEAD")
    alone = subprocess.run(
        [sys.executable, "-m", "doctor", "--format=json", str(bad)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert json.loads(alone.stdout) == found["repos"][1]
    summary = found["summary"]
    assert (summary["repos"], summary["ok"], summary["not_audited"]) == (2, 1, [])
    assert summary["rules"]["token-never-printed"] == {
        "level": "required",
        "pass": 1,
        "fail": 1,
        "unknown": 0,
        "not-applicable": 0,
        "waived": 0,
    }
    assert fleet(tmp_path).returncode == 1
    assert fleet(good.path).returncode == 0


def test_facts_about_the_fleet(tmp_path: Path) -> None:
    for name, changes in {
        "a": {},
        "b": {"lastModified": 20 * 86_400},
        "c": {"version": "0.44.0"},
    }.items():
        version = str(changes.get("version", "0.43.5"))
        files = {
            path: bytes(text).decode().replace("0.43.5", version)  # type: ignore[arg-type]
            for path, text in GOOD.items()
        }
        lock = json.loads(files["flake.lock"])
        node = lock["nodes"][lock["nodes"]["root"]["inputs"]["parity-lib"]]
        node["locked"]["lastModified"] = changes.get("lastModified", 50 * 86_400)
        files["flake.lock"] = json.dumps(lock)
        plain(tmp_path / name, files)
    plain(tmp_path / "d", folder(ROOT / "tests/fixtures/keeps/asyncpg"))
    summary = results(tmp_path)["summary"]
    behind = {Path(one["path"]).name: one["days_behind"] for one in summary["parity_lib"]}
    newest = max(
        node["locked"]["lastModified"]
        for node in json.loads((tmp_path / "d/flake.lock").read_text())["nodes"].values()
        if node.get("locked", {}).get("url", "").endswith("parity-lib")
    )
    assert behind == {
        "a": (newest - 50 * 86_400) // 86_400,
        "b": (newest - 20 * 86_400) // 86_400,
        "c": (newest - 50 * 86_400) // 86_400,
        "d": 0,
    }
    [package] = summary["packages_of_several_repos"]
    assert (package["archetype"], package["name"]) == ("generic-binary", "geesefs")
    assert {Path(one["path"]).name: one["version"] for one in package["repos"]} == {
        "a": "0.43.5",
        "b": "0.43.5",
        "c": "0.44.0",
    }
    [publish] = [one for one in summary["apps_by_several_builders"] if one["name"] == "publish"]
    assert {by: len(where) for by, where in publish["builders"].items()} == {
        "mkGoBinaryPublish": 3,
        "mkPyPiWheelPublish": 1,
    }


# What befalls one repo.


def rows(found: list[Found], make: Callable[[], Executor] = lambda: pool(2)) -> list[workers.Row]:
    with rows_of(found) as kept:
        audit_all(kept, Crew(make, 8, "", audit), lambda *_: None)
        return [*kept]


@pytest.fixture
def ten(tmp_path: Path) -> list[Found]:
    return [Found(str(plain(tmp_path / f"r{n}", GOOD))) for n in range(10)]


@pytest.mark.parametrize(
    ("misdeed", "said"),
    [
        (
            lambda: os.kill(os.getpid(), signal.SIGSEGV),
            "the doctor failed: it was ended by SIGSEGV",
        ),
        (lambda: os._exit(0), "the doctor failed: it ended early"),
        (lambda: time.sleep(60), "it took more than 2 s"),
        (lambda: (_ for _ in ()).throw(MemoryError()), "the doctor failed: MemoryError"),
    ],
)
def test_a_repo_that_crashes_or_hangs_costs_its_own_row(
    ten: list[Found], monkeypatch: pytest.MonkeyPatch, misdeed: Callable[[], object], said: str
) -> None:
    import doctor.engine

    real = doctor.engine.diagnose

    def diagnose(repo: Any, *rest: Any) -> Any:
        if repo.source.name.endswith("r4"):
            misdeed()
        return real(repo, *rest)

    monkeypatch.setattr("doctor.engine.diagnose", diagnose)
    monkeypatch.setattr(workers, "SECONDS", 2.0)
    found = rows(ten)
    assert [row.report["ok"] for row in found] == [n != 4 for n in range(10)]
    assert [row.why for row in found if row.why] == [found[4].why]
    assert found[4].why.startswith(said)
    [verdict] = found[4].report["verdicts"]
    assert (verdict["status"], verdict["summary"]) == ("unknown", found[4].why)
    jsonschema.Draft202012Validator(SCHEMA).validate(found[4].report)


def test_a_worker_that_is_killed_costs_nothing(tmp_path: Path) -> None:
    thirty = [Found(str(plain(tmp_path / f"r{n}", GOOD))) for n in range(30)]
    victims: list[int] = []

    def make() -> Executor:
        made = pool(2)
        if not victims:
            threading.Thread(target=kill_one, args=(made,)).start()
        return made

    def kill_one(made: Any) -> None:
        while not made._processes:
            time.sleep(0.01)
        time.sleep(0.1)
        victims.append(min(made._processes))
        os.kill(victims[0], signal.SIGKILL)

    found = rows(thirty, make)
    assert len(victims) == 1
    assert [(row.report["ok"], row.why) for row in found] == [(True, "")] * 30


def test_a_repo_that_kills_its_worker_each_time_costs_its_own_row(
    ten: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    def kill(path: str, rev: str | None = None) -> Any:
        if path.endswith("r4"):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(path, rev)

    real = workers.open_source
    monkeypatch.setattr(workers, "open_source", kill)
    found = rows(ten)
    assert [row.report["ok"] for row in found] == [n != 4 for n in range(10)]
    assert found[4].why == "the worker that audited it was ended, twice"


def test_no_worker_outlives_the_process_that_leads_it(ten: list[Found], tmp_path: Path) -> None:
    (tmp_path / "list").write_text("".join(f"{one.path}\n" for one in ten))
    command = [sys.executable, "-P", "-m", "doctor", "fleet", "--no-cache", str(tmp_path / "list")]
    leader = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL
    )
    mark = str(tmp_path / "list").encode()

    def left() -> int:
        found = 0
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                found += mark in (process / "cmdline").read_bytes()
        return found

    until = time.monotonic() + 60
    while left() < 3:
        assert time.monotonic() < until
        time.sleep(0.01)
    leader.kill()
    leader.wait()
    until = time.monotonic() + 60
    while left():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_repos_that_cannot_be_audited(tmp_path: Path) -> None:
    bare(tmp_path / "good.git", GOOD)
    Git(tmp_path / "empty.git")
    broken = bare(tmp_path / "broken.git", GOOD)
    shutil.rmtree(broken.path / "objects")
    (broken.path / "objects").mkdir()
    (tmp_path / "list").write_text("good.git\nempty.git\nbroken.git\nremoved\n")
    done = fleet(tmp_path / "list", "--format=json")
    assert done.returncode == 3
    found = json.loads(done.stdout)
    assert [report["ok"] for report in found["repos"]] == [True, False, False, False]
    missed = {Path(one["path"]).name: one["why"] for one in found["summary"]["not_audited"]}
    assert missed.keys() == {"empty.git", "broken.git", "removed"}
    assert "has no revision 'HEAD'" in missed["empty.git"]
    assert "is no directory" in missed["removed"]
    text = fleet(tmp_path / "list").stdout
    assert text.startswith("1 of 4 repos keep the parity contract; 3 not audited\n")
    assert f"{tmp_path}/removed" in text and "not audited: " in text


def test_a_repo_that_is_removed_while_it_is_read(
    ten: list[Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    import doctor.engine

    real = doctor.engine.diagnose

    def diagnose(repo: Any, *rest: Any) -> Any:
        if repo.source.name.endswith("r4"):
            shutil.rmtree(repo.source.name)
        return real(repo, *rest)

    monkeypatch.setattr("doctor.engine.diagnose", diagnose)
    assert [row.report["ok"] for row in rows(ten)] == [n != 4 for n in range(10)]


def test_a_repo_that_lets_git_wait(ten: list[Found], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("objects", "refs"):
        (Path(ten[4].path) / name).mkdir()
    (Path(ten[4].path) / "flake.nix").unlink()
    os.mkfifo(Path(ten[4].path) / "HEAD")
    monkeypatch.setattr(workers, "SECONDS", 3.0)
    found = rows(ten)
    assert [row.report["ok"] for row in found] == [n != 4 for n in range(10)]
    assert found[4].why == "it took more than 3 s"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("flake.nix", 'pname = "geesefs"', 'pname = [ "geesefs" ]'),
        ("flake.nix", 'pname = "geesefs"', 'pname = "x\'; DROP TABLE row; --"'),
        ("VERSION", "0.43.5", "\x1b[2J"),
        ("flake.nix", "inherit version", "version = [ { } ]"),
        ("flake.lock", r'"lastModified": \d+', f'"lastModified": 1{"0" * 30}'),
        ("flake.lock", r'"lastModified": \d+', '"lastModified": -1'),
        ("flake.lock", r'"rev": "', r'"rev": "\ud800'),
        ("flake.lock", r'"rev": "\w+"', '"rev": [1]'),
    ],
)
def test_what_one_repo_says_cannot_harm_the_others(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    for name in ("a", "b"):
        plain(tmp_path / name, GOOD)
    evil = re.sub(old, lambda _: new, bytes(GOOD[file]).decode())  # type: ignore[arg-type]
    assert evil.encode() != GOOD[file]
    plain(tmp_path / "evil", {**GOOD, file: evil})
    found = results(tmp_path)
    assert [report["ok"] for report in found["repos"][:2]] == [True, True]
    json.dumps(found, ensure_ascii=False).encode()  # no lone surrogates
    behind = {Path(one["path"]).name: one["days_behind"] for one in found["summary"]["parity_lib"]}
    assert (behind["a"], behind["b"]) == (0, 0)
    [package] = found["summary"]["packages_of_several_repos"]
    assert {Path(one["path"]).name for one in package["repos"]} >= {"a", "b"}
    for kind in ("text", "html", "sarif"):
        assert fleet(tmp_path, f"--format={kind}").stderr == ""


def test_hostile_names(tmp_path: Path) -> None:
    names = [os.fsdecode(b"\xff\x1b[31m"), "<script>alert(1)<", "a b\n\"'&", "\u202e"]
    for name in names:
        plain(tmp_path / name, {"flake.nix": f"{{ outputs = _: throw ''{names[1]}/script>''; }}"})
    found = results(tmp_path)
    assert len(found["repos"]) == 4
    text = fleet(tmp_path).stdout
    assert all(line.isprintable() for line in text.split("\n"))
    page = fleet(tmp_path, "--format=html").stdout
    assert page.count("<script>") == 1


# What is written.


def test_any_number_of_formats_from_one_run(tmp_path: Path) -> None:
    plain(tmp_path / "fleet/talks", TALKS)
    files = {kind: tmp_path / f"out.{kind}" for kind in ("json", "html", "sarif", "text")}
    done = fleet(tmp_path / "fleet", *[f"--write={kind}={file}" for kind, file in files.items()])
    assert done.returncode == 1
    assert done.stdout.startswith("0 of 1 repos")
    assert files["text"].read_text() == done.stdout
    for kind in ("json", "html", "sarif"):
        again = fleet(tmp_path / "fleet", "--format", kind)
        assert files[kind].read_text() == again.stdout
    for wrong in ("--write=json", "--write=xml=f", "--write", "--format=xml", "--older=nothing"):
        assert fleet(tmp_path / "fleet", wrong).returncode == 2
    assert fleet(tmp_path / "fleet", f"--write=json={tmp_path}").returncode == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "fleet", "out.html", "out.json", "out.sarif", "out.text",
    ]  # fmt: skip


def test_the_matrix(tmp_path: Path) -> None:
    plain(tmp_path / "good", GOOD)
    plain(tmp_path / "talks", TALKS)
    lines = fleet(".", cwd=tmp_path).stdout.splitlines()
    assert lines[0] == "1 of 2 repos keep the parity contract"
    head, first, second = lines[2:5]
    column = first.index("F")
    assert (first.split()[0], second.split()[0]) == ("talks", "good")
    assert "F" not in second and second[column] == "."
    letter = head[column]
    assert f"{letter} token-never-printed (required): 1 fail" in lines


def test_memory_does_not_grow_with_the_fleet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that the leading process does, with rows that a thread makes up."""
    samples = [audit(str(plain(tmp_path / name, files)), "") for name, files in SAMPLES.items()]

    def made_up(path: str, _: str) -> str:
        number = int(os.path.basename(path))
        report, _, _ = json.loads(samples[number % 2])
        report["repo"]["path"] = path
        report["archetypes"][0]["arguments"]["pname"] = f"package{number // 4}"
        report["verdicts"] = [one for one in report["verdicts"] if one["rule"].startswith("token")]
        lock = {"rev": "1" * 40, "lastModified": number * 86_400}
        why = "" if number % 10 else "is gone"
        return json.dumps([report, [lock], why])

    @contextmanager
    def crew(*_: object) -> Iterator[Crew]:
        yield Crew(lambda: ThreadPoolExecutor(1), 1, "", made_up)

    monkeypatch.setattr("doctor.fleet._crew", crew)

    def peak(count: int) -> int:
        repos, old = tmp_path / f"list{count}", tmp_path / f"{count}.json"
        repos.write_text("".join(f"{number:05}\n" for number in range(count)))
        wanted = [f"--write={kind}={tmp_path / kind}" for kind in ("html", "sarif", "text", "json")]
        assert main([str(repos), "--no-cache", f"--write=json={old}"], (False, None)) == 3
        gc.collect()
        tracemalloc.start()
        try:
            options = [f"--baseline={old}", f"--older={old}", *wanted]
            assert main([str(repos), "--no-cache", *options], (True, 80)) == 3
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(20)  # imports what is needed
    assert peak(800) < peak(100) + 700 * 100  # bytes; a path in a list takes more


# What is compared.


def test_a_baseline(tmp_path: Path) -> None:
    plain(tmp_path / "fleet/a", TALKS)
    plain(tmp_path / "fleet/b", GOOD)
    base = tmp_path / "base.json"
    assert fleet("fleet", f"--write=json={base}", cwd=tmp_path).returncode == 1

    def against() -> tuple[int, str]:
        done = fleet("fleet", f"--baseline={base}", cwd=tmp_path)
        return done.returncode, done.stderr

    assert against() == (0, "")
    flake = tmp_path / "fleet/a/flake.nix"
    flake.write_text("\n\n# moved\n" + flake.read_text())
    assert against() == (0, "")  # other lines, the same findings
    plain(tmp_path / "fleet/b", TALKS)
    assert against() == (1, "worse than the baseline: fleet/b: token-never-printed\n")
    plain(tmp_path / "fleet/b", GOOD)
    plain(tmp_path / "fleet/a", GOOD)
    status, said = against()
    assert status == 2
    assert "the baseline is stale" in said
    fleet("fleet", f"--write=json={base}", cwd=tmp_path)
    assert against() == (0, "")
    plain(tmp_path / "fleet/a", TALKS)
    assert against()[0] == 1


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "1", '{"repos": 1}', '{"repos": [1]}', '{"repos": [{}]}', "[" * 100_000]
)
def test_a_baseline_that_is_none(tmp_path: Path, text: str) -> None:
    plain(tmp_path / "good", GOOD)
    (tmp_path / "base.json").write_text(text)
    done = fleet(tmp_path / "good", f"--baseline={tmp_path / 'base.json'}")
    assert done.returncode == 2
    assert "holds no results" in done.stderr


def test_audit_is_one_line_of_json(tmp_path: Path) -> None:
    for path in (plain(tmp_path / "good", GOOD), tmp_path / "nothing"):
        row = audit(str(path), "")
        assert "\n" not in row
        assert len(json.loads(row)) == 3
