"""The doctor, as a process of its own with limits, on repos that nobody means well with."""

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.hostile import HOSTILE

DOCTOR = [sys.executable, "-m", "doctor"]
SECONDS, BYTES = 20, 1 << 30  # bench/run.py measures against the real limits


def doctor(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*DOCTOR, *arguments],
        cwd=ROOT,
        text=True,
        capture_output=True,
        timeout=SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES)),
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str, tmp_path: Path) -> None:
    HOSTILE[name].make(tmp_path)
    text = doctor(str(tmp_path))
    assert text.returncode == 1, text.stderr
    assert text.stderr == ""
    assert re.search(HOSTILE[name].says, text.stdout), text.stdout
    assert "root:" not in text.stdout

    report = json.loads(doctor("--format", "json", str(tmp_path)).stdout)
    assert report["ok"] is False
    assert report["apps_complete"] is False
    crashes = [verdict for verdict in report["verdicts"] if "Error" in verdict["summary"]]
    assert crashes == []


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.write_text("a file")])
def test_no_such_repo(make: object, tmp_path: Path) -> None:
    assert callable(make)
    make(tmp_path / "repo")
    result = doctor(str(tmp_path / "repo"))
    assert result.returncode == 2
    assert str(tmp_path / "repo") in result.stderr
