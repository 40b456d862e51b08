"""ci/parity-lib.sh: what scripts get is what the apps do."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

LIBRARY = ROOT / "ci/parity-lib.sh"
TOKEN = "canary-t0ken"


@pytest.fixture
def bash(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs bash with the library, and with `pass` and parity-publish on the path."""
    command = tmp_path / "parity-publish"
    command.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m publish "$@"\n')
    store = tmp_path / "pass"
    store.write_text(f'#!/bin/sh\n[ "$*" = "show an/entry" ] && echo {TOKEN}\n')
    for program in (command, store):
        program.chmod(0o755)

    def run(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", f"source {LIBRARY}\n{script}"],
            env={"PATH": f"{tmp_path}:{os.environ['PATH']}", **environment},
            cwd=tmp_path,
            text=True,
            capture_output=True,
            check=False,
        )

    return run


Bash = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("environment", "version"),
    [
        ({}, "0.9"),
        ({"VERSION": "1.2.3", "CI_COMMIT_TAG": "v9"}, "1.2.3"),
        ({"VERSION": "", "CI_COMMIT_TAG": "v1.2.3-4"}, "1.2.3"),
        ({"CI_COMMIT_TAG": "v1.2.3-rc.1-12"}, "1.2.3-rc.1"),
    ],
)
def test_version(bash: Bash, environment: dict[str, str], version: str) -> None:
    done = bash("parity_version 0.9", **environment)
    assert (done.returncode, done.stdout) == (0, f"{version}\n"), done.stderr


def test_a_version_that_is_none(bash: Bash) -> None:
    done = bash("v=$(parity_version 0.9); echo reached", VERSION="1/../2")
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("environment", "status"),
    [
        ({}, 3),
        ({"CI_COMMIT_TAG": "nightly-7"}, 3),
        ({"CI_COMMIT_TAG": "v1"}, 0),
        ({"VERSION": "1.2.3"}, 0),
    ],
)
def test_guard(bash: Bash, environment: dict[str, str], status: int) -> None:
    done = bash("parity_guard 1.2.3; echo reached", **environment)
    assert done.returncode == status
    assert ("reached" in done.stdout) is (status == 0)


@pytest.mark.parametrize(
    ("environment", "token"), [({"REGISTRY_TOKEN": "given"}, "given"), ({}, TOKEN)]
)
def test_token(bash: Bash, environment: dict[str, str], token: str) -> None:
    script = 'parity_token an/entry; [ "$REGISTRY_TOKEN" = "$1" ] && parity_token no && echo same'
    done = bash(f"set -- {token}; {script}", **environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "same\n", "")


@pytest.mark.parametrize("given", ["", TOKEN])
def test_no_trace_of_the_token(bash: Bash, given: str) -> None:
    done = bash("set -x; parity_token an/entry; : on again", REGISTRY_TOKEN=given)
    assert done.returncode == 0
    assert done.stderr.endswith("+ : on again\n")
    assert TOKEN not in done.stderr


def test_no_token(bash: Bash) -> None:
    done = bash("parity_token another/entry; echo reached")
    assert (done.returncode, done.stdout) == (4, "")
    assert "token" in done.stderr


@pytest.mark.parametrize("descriptor", ["1", "2", "77"])
def test_a_token_is_not_printed(bash: Bash, descriptor: str) -> None:
    done = bash(f"parity-publish token --pass-entry an/entry --fd {descriptor}")
    assert done.returncode == 2
    assert TOKEN not in done.stdout + done.stderr


def test_shellcheck(tool: Callable[[str, str], str]) -> None:
    program = tool("shellcheck", "apt-get install shellcheck")
    scripts = [str(path) for path in sorted((ROOT / "ci").glob("*.sh"))]
    assert scripts
    done = subprocess.run([program, *scripts], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
