"""The command line, as people and scripts use it."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import doctor
from doctor import cli
from tests.gits import Git, folder

ROOT = Path(__file__).parent.parent
KEEPS = "tests/fixtures/keeps/firecrawl"
BREAKS = "tests/fixtures/breaks/hand-inlined"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run(*arguments)`: exit status, stdout and stderr."""
    monkeypatch.chdir(ROOT)

    def main(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(arguments)
        return status, *capsys.readouterr()

    return main


def process(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "doctor", *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
    )


def test_the_exit_status_tells_whether_the_contract_is_kept(run: Run) -> None:
    for extra in ((), ("--format", "text"), ("--format=json",)):
        assert run(*extra, KEEPS)[0] == 0
        status, _, errors = run(BREAKS, *extra)
        assert (status, errors) == (1, "")


def test_json(run: Run) -> None:
    _, found, _ = run("--format", "json", BREAKS)
    report = json.loads(found)
    assert report["repo"] == {"path": BREAKS, "revision": None}
    assert report["ok"] is False
    assert report["tool"]["version"] == doctor.__version__


def test_a_revision(run: Run, tmp_path: Path) -> None:
    repo = Git(tmp_path / "repo.git")
    kept = repo.branch("main", repo.commit(repo.files(folder(ROOT / KEEPS))))
    broken = repo.branch("next", repo.commit(repo.files({"flake.nix": "{ }"})))
    path = str(repo.path)
    for arguments, status, commit in (
        ((path,), 0, kept),
        ((path, "--rev", "next"), 1, broken),
        (("--rev=main", path), 0, kept),
    ):
        found, out, errors = run("--format=json", *arguments)
        assert (found, errors) == (status, "")
        assert json.loads(out)["repo"] == {"path": path, "revision": commit}
    status, out, errors = run(path, "--rev", "nothing")
    assert (status, out) == (2, "")
    assert "has no revision 'nothing'" in errors
    assert process("simulate", path, "publish").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "which repo?"),
        (("no/such/repo",), "'no/such/repo' is no directory"),
        (("pyproject.toml",), "is no directory"),
        (("",), "'' is no directory"),
        (("a\0b",), "is no directory"),
        (("\x1b[31m",), r"'\x1b[31m' is no directory"),
        (("--colour", KEEPS), "--colour is no option"),
        (("-x",), "-x is no option"),
        ((KEEPS, "--format"), "--format is no option, or lacks its value"),
        (("--format", "xml", KEEPS), "a format is one of text, json, html, sarif, not 'xml'"),
        (("--format=", KEEPS), "a format is one of text, json, html, sarif, not ''"),
        ((KEEPS, BREAKS), "one repo at a time"),
        ((KEEPS, "--rev", "HEAD"), "is no git repository"),
        ((KEEPS, "--rev"), "--rev is no option, or lacks its value"),
        (("explain",), "explain which rule?"),
        (("explain", "a", "b"), "explain which rule?"),
        (("explain", "no-such-rule"), "there is no rule 'no-such-rule'"),
    ],
)
def test_a_wrong_question_is_one_line_and_2(
    run: Run, arguments: tuple[str, ...], said: str
) -> None:
    status, out, errors = run(*arguments)
    assert (status, out) == (2, "")
    assert said in errors
    assert errors.startswith("pipeline-doctor: ") and errors.count("\n") == 1
    assert "--help" in errors


def test_help_and_version(run: Run) -> None:
    for option in ("--help", "-h"):
        status, out, _ = run(option)
        assert status == 0 and out.startswith("usage: pipeline-doctor")
    assert run("--version") == (0, f"pipeline-doctor {doctor.__version__}\n", "")


def test_rules_and_their_explanation(run: Run) -> None:
    status, out, _ = run("rules")
    names = [line.split()[0] for line in out.splitlines()]
    assert status == 0
    assert names == sorted(path.stem.replace("_", "-") for path in Path("rules").glob("[!_]*.py"))
    for name in names:
        status, out, _ = run("explain", name)
        assert status == 0
        for part in (f"{name} (", "why: ", "do:  ", "It holds: ", "It fails: ", "  flake.nix\n"):
            assert part in out


def test_a_repo_that_is_called_like_a_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("rules", "explain", "-x"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    for arguments in (("./rules",), ("--", "rules"), ("--", "explain"), ("--", "-x")):
        status, out, _ = run(*arguments)
        assert status == 1
        assert out.startswith(f"{arguments[-1]} does not keep the parity contract")


def test_an_error_of_our_own_fails_closed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise KeyError("lost\nhere")

    monkeypatch.setattr("doctor.report.as_json.render", crash)
    status, out, errors = run("--format", "json", KEEPS)
    assert (status, out) == (1, "")
    assert errors.startswith("pipeline-doctor: internal error: KeyError in doctor/cli.py:")
    assert errors.count("\n") == 1


def test_a_reader_that_leaves_early() -> None:
    for path in (KEEPS, BREAKS):
        status = 0 if path == KEEPS else 1
        reader, writer = os.pipe()
        os.close(reader)
        done = process(path, stdout=writer)
        os.close(writer)
        assert (done.returncode, done.stderr) == (status, b"")


def test_a_full_disk_is_no_success() -> None:
    with Path("/dev/full").open("wb") as full:
        done = process(KEEPS, stdout=full)
    assert done.returncode == 1
    assert done.stderr.startswith(b"pipeline-doctor: internal error: OSError")
    assert done.stderr.count(b"\n") == 1


def test_any_locale_will_do(tmp_path: Path) -> None:
    (tmp_path / "flake.nix").write_text('{ outputs = _: { apps.x86_64-linux.publish = "日本"; }; }')
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = process(str(tmp_path), env=ascii_only)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.isascii()
    odd = tmp_path / os.fsdecode(b"\xff")
    odd.mkdir()
    assert rb"\udcff does not keep" in process(str(odd)).stdout


@pytest.mark.parametrize(
    ("environment", "colour"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": ""}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_colour_is_for_terminals(environment: dict[str, str], colour: bool) -> None:
    clean = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    main, terminal = pty.openpty()
    done = process("rules", stdout=terminal, env={**clean, **environment})
    os.close(terminal)
    seen = b""
    try:
        while chunk := os.read(main, 1 << 16):
            seen += chunk
    except OSError:
        pass  # what Linux says when the other side is closed
    os.close(main)
    assert done.returncode == 0
    assert (b"\x1b[" in seen) is colour
    assert b"lock-pinned" in seen


def test_a_pipe_gets_plain_text() -> None:
    assert b"\x1b" not in process(BREAKS, env={**os.environ, "TERM": "xterm"}).stdout
