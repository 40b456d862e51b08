"""`nix run .#pipeline-doctor`, as users start it: real Nix, a stand-in nixpkgs, no network."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.conftest import NO_NETWORK, ROOT

STANDIN = ROOT / "tests/nix/standin-nixpkgs"
Nix = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def nix(tool: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Nix:
    """Runs a Nix command on a copy of this repo, with a store of its own."""
    program = tool("nix", "apt-get install nix-bin")
    tmp = tmp_path_factory.mktemp("nix")
    repo, nixpkgs = tmp / "repo", tmp / "nixpkgs"
    shutil.copytree(ROOT, repo, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    shutil.copytree(STANDIN, nixpkgs)
    (nixpkgs / "python").write_text(sys.executable)

    environment = {
        **NO_NETWORK,
        "PATH": os.environ["PATH"],
        "HOME": str(tmp),
        "NIX_REMOTE": "local",
        **{f"NIX_{name}_DIR": str(tmp / name) for name in ("STORE", "STATE", "LOG", "CONF")},
    }
    options = ["--extra-experimental-features", "nix-command flakes", "--offline"]
    options += ["--option", "sandbox", "false", "--option", "build-users-group", ""]
    options += ["--option", "substitute", "false"]
    standin = ("--override-input", "nixpkgs", f"path:{nixpkgs}")

    def run(
        *command: str, overrides: tuple[str, ...] = standin
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [program, *options, *command[:2], *overrides, *command[2:]],
            cwd=repo,
            env=environment,
            text=True,
            capture_output=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("fixture", "status"), [("keeps/geesefs", 0), ("breaks/hand-inlined", 1), ("nowhere", 2)]
)
def test_nix_run(nix: Nix, fixture: str, status: int) -> None:
    repo = str(ROOT / "tests/fixtures" / fixture)
    result = nix("run", ".#pipeline-doctor", "--", "--format", "json", repo)
    assert result.returncode == status, result.stderr
    if status != 2:
        report = json.loads(result.stdout)
        assert report["ok"] is (status == 0)
        assert report["tool"]["name"] == "pipeline-doctor"


def test_the_lock_needs_no_change(nix: Nix) -> None:
    result = nix("flake", "metadata", ".", "--no-update-lock-file", overrides=())
    assert result.returncode == 0, result.stderr


def test_every_app_is_described(nix: Nix) -> None:
    result = nix("eval", ".#apps", "--json")
    assert result.returncode == 0, result.stderr
    for apps in json.loads(result.stdout).values():
        assert sorted(apps) == ["default", "parity-publish", "pipeline-doctor"]
        for app in apps.values():
            assert app["type"] == "app"
            assert app["meta"]["description"]


def test_flake_show(nix: Nix) -> None:
    result = nix("flake", "show", ".", "--json")
    assert result.returncode == 0, result.stderr
    shown = json.loads(result.stdout)
    assert sorted(shown) == ["apps", "checks", "devShells", "lib", "packages"]


def test_lib_needs_no_input(nix: Nix) -> None:
    result = nix("eval", ".#lib", "--apply", "builtins.attrNames", "--json", overrides=())
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == [
        "mkGenericBinaryPublish",
        "mkGoBinaryPublish",
        "mkHelmPublish",
        "mkNix2ContainerPublish",
        "mkParityBuilders",
        "mkPyPiWheelPublish",
        "mkS390xNpmPublish",
    ]


def test_the_command(nix: Nix) -> None:
    result = nix("run", ".#parity-publish", "--", "version", "1.2.3")
    assert (result.returncode, result.stdout) == (0, "1.2.3\n"), result.stderr
