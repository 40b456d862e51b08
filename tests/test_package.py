"""The wheel holds what the doctor and parity-publish need when they are installed."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import ROOT

BUILD = "import sys, setuptools.build_meta as build; print(build.build_wheel(sys.argv[1]))"


def test_wheel(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("doctor", "publish", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests/fixtures", tmp_path / "tests/fixtures")
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr

    with zipfile.ZipFile(tmp_path / done.stdout.splitlines()[-1]) as wheel:
        packed = set(wheel.namelist())
        [entry_points] = [name for name in packed if name.endswith("entry_points.txt")]
        commands = wheel.read(entry_points).decode()
        assert "parity-publish = publish.cli:main" in commands
        assert "pipeline-doctor = doctor.cli:main" in commands

    wanted = {
        str(path.relative_to(tmp_path))
        for folder in ("doctor", "rules")
        for path in (tmp_path / folder).rglob("*")
        if path.suffix in (".py", ".nix", ".json")
    } | {str(path.relative_to(tmp_path)) for path in (tmp_path / "publish").rglob("*.py")}
    assert wanted <= packed
    assert not [name for name in packed if name.startswith("tests")]
