"""The builders, as a consuming flake calls them: real Nix, a stand-in nixpkgs, no network."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import NO_NETWORK, ROOT
from tests.publish import cases
from tests.publish.parts import goods

Run = Callable[..., subprocess.CompletedProcess[str]]

FLAKE = """\
{
  inputs.nixpkgs.url = "path:NIXPKGS";
  inputs.parity.url = "path:PARITY";
  inputs.parity.inputs.nixpkgs.follows = "nixpkgs";

  outputs =
    { self, nixpkgs, parity }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
    in
    {
      apps.x86_64-linux = CALL;
      names = builtins.attrNames (parity.lib.mkParityBuilders pkgs);
    };
}
"""

CALLS = {
    "pypi-wheel": (
        """parity.lib.mkPyPiWheelPublish pkgs {
             pname = "answer"; version = "1.2.3"; wheel = ./wheel; }""",
        ["publish", "publish-s390x", "push-staged", "stage-s390x"],
    ),
    "npm-addon": (
        """parity.lib.mkS390xNpmPublish pkgs {
             pname = "@scope/answer"; version = "1.2.3"; nodeFile = ./addon/x.node;
             nodeFileName = "x.node";
             packageJson = ''{ "name": "@scope/answer", "version": "$VERSION" }''; }""",
        ["publish", "publish-s390x", "push-staged", "stage-s390x"],
    ),
    "generic-binary": (
        """(parity.lib.mkParityBuilders pkgs).mkGoBinaryPublish {
             pname = "answer"; version = "1.2.3"; binary = "${./binary}"; arch = "amd64";
             assetName = "answer-linux-amd64"; }""",
        ["publish", "publish-amd64", "push-staged", "stage-amd64"],
    ),
    "oci-image": (
        """parity.lib.mkNix2ContainerPublish pkgs {
             imageName = "git.oleks.space/oleks/answer"; version = "1.2.3";
             images.amd64.copyTo = COPY_TO; arches = [ "amd64" "s390x" ]; }""",
        ["publish", "publish-amd64", "publish-index", "push-staged", "stage-amd64"],
    ),
    "helm-chart": (
        """parity.lib.mkHelmPublish pkgs {
             pname = "answer"; version = "1.2.3"; chartSrc = ./answer; }""",
        ["publish", "publish-noarch", "push-staged", "stage-noarch"],
    ),
}


@pytest.fixture(scope="module")
def store(tool: Callable[[str, str], str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of this repo, a stand-in nixpkgs and a Nix store."""
    folder = tmp_path_factory.mktemp("builders")
    ignore = shutil.ignore_patterns(".*", "__pycache__", "tests")
    shutil.copytree(ROOT, folder / "parity", ignore=ignore)
    shutil.copytree(ROOT / "tests/nix/standin-nixpkgs", folder / "nixpkgs")
    (folder / "nixpkgs/python").write_text(sys.executable)
    for program in ("helm", "regctl", "crane"):
        bin_folder = folder / "tools" / program / "bin"
        bin_folder.mkdir(parents=True)

    return folder


@pytest.fixture
def consumer(store: Path, tmp_path: Path, tool: Callable[[str, str], str]) -> Callable[[str], Run]:
    """Makes a flake that calls a builder, and gives what runs a Nix command there."""
    nix = tool("nix", "apt-get install nix-bin")
    skopeo = tool("skopeo", "apt-get install skopeo")

    def made(call: str) -> Run:
        repo = tmp_path / "repo"
        repo.mkdir()
        cases.wheel(repo, "", "answer")
        cases.addon(repo, "", "answer")
        cases.binary(repo, "", "answer")
        goods.chart(repo, "answer")
        copy_to = cases.copy_to(repo, "amd64")
        flake = FLAKE.replace("CALL", call).replace("COPY_TO", f'"{copy_to}"')
        flake = flake.replace("NIXPKGS", str(store / "nixpkgs"))
        (repo / "flake.nix").write_text(flake.replace("PARITY", str(store / "parity")))
        options = ["--extra-experimental-features", "nix-command flakes", "--offline"]
        options += ["--option", "sandbox", "false", "--option", "build-users-group", ""]
        options += ["--option", "substitute", "false"]
        helm = tool("helm", "make tools")
        environment = {
            **NO_NETWORK,
            "PATH": f"{Path(helm).parent}:{Path(skopeo).parent}:{os.environ['PATH']}",
            "HOME": str(tmp_path),
            "NIX_REMOTE": "local",
            **{f"NIX_{name}_DIR": str(store / name) for name in ("STORE", "STATE", "LOG", "CONF")},
        }

        def run(*command: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [nix, *options, *command],
                cwd=repo,
                env=environment,
                text=True,
                capture_output=True,
                timeout=120,
                check=False,
            )

        return run

    return made


@pytest.mark.parametrize("archetype", CALLS)
def test_the_apps_run(consumer: Callable[[str], Run], archetype: str) -> None:
    call, names = CALLS[archetype]
    run = consumer(call)
    evaluated = run("eval", ".#apps.x86_64-linux", "--json")
    assert evaluated.returncode == 0, evaluated.stderr
    apps = json.loads(evaluated.stdout)
    assert sorted(apps) == names
    for app in apps.values():
        assert app.keys() == {"type", "program", "meta"}
        assert app["type"] == "app"
        assert "answer" in app["meta"]["description"]

    stage = next(name for name in names if name.startswith("stage-"))
    staged = run("run", f".#{stage}", "--", "--format", "json")
    assert staged.returncode == 0, staged.stderr
    assert [step["outcome"] for step in json.loads(staged.stdout)["steps"]] == ["staged"]

    for name in names:
        dry = run("run", f".#{name}", "--", "--format", "json")
        assert dry.returncode == 0, dry.stderr
        report = json.loads(dry.stdout)
        assert (report["app"], report["archetype"]) == (name, archetype)
        outcomes = {step["outcome"] for step in report["steps"]}
        assert outcomes <= {"kept", "would push"}
        assert report["dry_run"] is (not name.startswith("stage-"))
    assert run("run", f".#{stage}", "--", "--frobnicate").returncode == 2


def test_the_index_and_the_replay_build_nothing(consumer: Callable[[str], Run]) -> None:
    run = consumer(CALLS["oci-image"][0].replace("COPY_TO", 'throw "built"'))
    for name, built in (("publish-index", False), ("push-staged", False), ("publish", True)):
        evaluated = run("eval", f".#apps.x86_64-linux.{name}.program")
        assert ("built" in evaluated.stderr) is built
        assert (evaluated.returncode != 0) is built


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (
            'mkHelmPublish pkgs { pname = "a"; version = "1"; }',
            "mkHelmPublish: the argument chartSrc is missing",
        ),
        (
            'mkGoBinaryPublish pkgs { pname = "a"; binary = ./binary; asset = "a"; }',
            "mkGoBinaryPublish: there is no argument asset; there are arch, assetName, binary, "
            "passEntry, pname, registryHost, registryOwner, version; "
            "the argument assetName is missing; the argument version is missing",
        ),
        (
            'mkPyPiWheelPublish pkgs { pname = "a"; version = 1; wheel = ./wheel; }',
            "mkPyPiWheelPublish: the argument version must be a string, not a int",
        ),
        (
            'mkS390xNpmPublish pkgs "a"',
            "mkS390xNpmPublish: its arguments must be a set, not a string",
        ),
        (
            'mkNix2ContainerPublish pkgs { imageName = "h/o/a"; version = "1";'
            " images.amd64 = ./x; arches = [ ]; }",
            "mkNix2ContainerPublish: the argument arches must be a list of at least one string",
        ),
        (
            'mkNix2ContainerPublish pkgs { imageName = "git.oleks.space/o/a";'
            ' version = "1"; images.arm64.copyTo = ./x; arches = [ "amd64" ]; }',
            "mkNix2ContainerPublish: the argument images has arm64, which arches does not have",
        ),
        (
            'mkPyPiWheelPublish pkgs { pname = "a"; version = "1"; wheel = { }; }',
            "mkPyPiWheelPublish: the argument wheel must be a package, a path or a string, "
            "not a set",
        ),
        (
            'mkNix2ContainerPublish pkgs { imageName = "h/o/a"; version = "1";'
            ' images.arm64.copyTo = ./x; arches = [ "arm64" ]; }',
            "mkNix2ContainerPublish: the argument imageName must begin with git.oleks.space/",
        ),
        (
            'mkHelmPublish pkgs { pname = "a"; version = "1"; chartSrc = ./answer;'
            ' registryHost = "other.example"; ociRepo = "oci://git.oleks.space/oleks"; }',
            "mkHelmPublish: the argument ociRepo must begin with oci://other.example/",
        ),
        (
            'mkHelmPublish nixpkgs { pname = "a"; version = "1"; chartSrc = ./answer; }',
            "mkHelmPublish: its first argument must be packages, such as "
            "nixpkgs.legacyPackages.x86_64-linux",
        ),
    ],
)
def test_wrong_arguments(consumer: Callable[[str], Run], call: str, error: str) -> None:
    result = consumer(f"parity.lib.{call}")("eval", ".#apps.x86_64-linux", "--json")
    assert result.returncode == 1
    assert error in re.sub(r"\x1b\[[0-9;]*m", "", result.stderr)


def test_what_else_there_is(consumer: Callable[[str], Run]) -> None:
    builders = "parity.lib.mkParityBuilders pkgs"
    run = consumer(
        f"""{{ version = ({builders}).mkApp "Say the version" (pkgs.writeShellScript "version"
             "set -eu; source ${{({builders}).shellLib}}; parity_version 1.2.3"); }}"""
    )
    assert json.loads(run("eval", ".#names", "--json").stdout) == [
        "mkApp",
        "mkGenericBinaryPublish",
        "mkGoBinaryPublish",
        "mkHelmPublish",
        "mkNix2ContainerPublish",
        "mkPyPiWheelPublish",
        "mkS390xNpmPublish",
        "shellLib",
    ]
    assert run("eval", ".#apps.x86_64-linux.version.meta.description", "--raw").stdout
    result = run("run", ".#version")
    assert (result.returncode, result.stdout) == (0, "1.2.3\n"), result.stderr
