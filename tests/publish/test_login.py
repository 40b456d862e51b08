"""The login for the tools lies where nobody else reads it, and is gone afterwards."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from publish.login import Login

TOKEN = "canary-t0ken"


@pytest.mark.parametrize("memory", [True, False], ids=["memory", "files"])
def test_login(memory: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    if not memory:
        monkeypatch.delattr(os, "memfd_create")
    login = Login("registry.example", "oleks", TOKEN, "pair")
    [folder] = tmp_path.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        assert file.is_symlink() is memory
        assert memory or stat.S_IMODE(file.stat().st_mode) == 0o600

    for name in ("REGCTL_CONFIG", "HELM_REGISTRY_CONFIG"):
        read = subprocess.run(
            ["cat", login.environment[name]],
            pass_fds=login.descriptors,
            capture_output=True,
            check=True,
        )
        assert "registry.example" in json.dumps(json.loads(read.stdout))
    assert login.environment["DOCKER_CONFIG"] == str(folder)
    assert TOKEN not in str(login.environment)

    login.close()
    assert list(tmp_path.iterdir()) == []
    for descriptor in login.descriptors:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(descriptor)
