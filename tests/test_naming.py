"""What the names of apps claim, and what to type to run them."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from doctor.local import local_equivalents
from doctor.naming import arch, enumerable, installable, listed, verb
from doctor.repo import Repo
from doctor.source import Memory


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("stage-s390x", "stage"),
        ("publish", "publish"),
        ("push-staged", "push"),
        ("publish_s390x", "publish"),
        ("publishS390x", "publish"),
        ("pushImage", "push"),
        ("docker-push", "push"),
        ("npmPublish", "publish"),
        ("PUSH", "push"),
        ("pushover", None),
        ("deploy-staging", None),
        ("multi-stage-test", None),
        ("unpublished", None),
        ("default", None),
        ("", None),
    ],
)
def test_the_verb_of_a_name(name: str, expected: str | None) -> None:
    assert verb(name) == expected


def test_names_of_the_contract() -> None:
    for name in ("stage-s390x", "publish-x86_64", "publish-index", "publish", "push-staged"):
        assert enumerable(name)
    for name in ("stage", "stage-", "push", "publish_s390x", "publish-a b", "Publish", "push-x"):
        assert not enumerable(name)
    assert arch("stage-arm64") == arch("publish-arm64") == "arm64"
    assert arch("publish-index") is arch("publish") is None


NAMES = ["publish", "a b", "a.b", "é", "a'b", "$x", "x%41", "a#b", "a^b", "a/b", "a\\b", "a\nb"]
NAMES += ["-x", "1", "${x}", " ", "[*]", "~", "?", "`id`", ";", "."]


def test_nix_and_the_shell_understand_each_name(
    tool: Callable[[str, str], str], tmp_path: Path
) -> None:
    """`nix eval` reads its argument as `nix run` does."""
    nix = tool("nix", "apt-get install nix-bin")
    quoted = {"\\": "\\\\", "\n": "\\n", "$": "\\$"}
    literals = ['"' + "".join(quoted.get(char, char) for char in name) + '"' for name in NAMES]
    outputs = " ".join(f"{name} = {name};" for name in literals)
    flake, home = tmp_path / "flake", tmp_path / "home"
    flake.mkdir()
    (flake / "flake.nix").write_text(f"{{ outputs = _: {{ {outputs} }}; }}")
    folders = {f"NIX_{name}_DIR": str(home / name) for name in ("STORE", "STATE", "LOG", "CONF")}
    environment = {**os.environ, **folders, "HOME": str(home), "NIX_REMOTE": "local"}
    evaluate = f"{nix} --extra-experimental-features 'nix-command flakes' eval --raw"
    for name in NAMES:
        command = f"{evaluate} {installable(name)}"
        done = subprocess.run(
            command, shell=True, cwd=flake, env=environment, capture_output=True, check=False
        )
        assert done.stdout.decode() == name, (command, done.stderr)


def test_names_that_nix_cannot_be_told() -> None:
    assert installable('a"b') is None
    assert installable("") is None


def test_names_in_a_message() -> None:
    assert listed(["b", "a", "b"]) == "a, b"
    assert listed(map(str, range(12))) == "0, 1, 10, 11, 2, 3, 4, 5 and 4 more"
    assert len(listed(["x" * 100_000])) == 60


def test_local_equivalents_of_scripts_promise_a_dry_run_only_if_there_is_one() -> None:
    flake = """{ outputs = { self }: {
      apps.x86_64-linux = builtins.mapAttrs (name: _: { type = "app"; program = "${self}/x.sh"; })
        { publish = 1; stage-arm64 = 1; "push a" = 1; lint = 1; "push\\"" = 1; };
    }; }"""
    careful = Repo(
        Memory({"flake.nix": flake, "x.sh": '[ "$PUBLISH" = 1 ] && helm push a oci://b'})
    )
    assert [one.dry_run for one in local_equivalents(careful)] == [
        "nix run .#publish",
        "nix run '.#\"push a\"'",
        None,
    ]
    found = local_equivalents(Repo(Memory({"flake.nix": flake, "x.sh": "helm push a oci://b"})))
    assert [(one.ci, one.local, one.dry_run) for one in found] == [
        (None, "PUBLISH=1 nix run .#publish", None),
        (None, "PUBLISH=1 nix run '.#\"push a\"'", None),
        (None, "nix run .#stage-arm64", None),
    ]
    assert {one.where.path for one in found} == {"flake.nix"}


def test_local_equivalents_of_a_builder() -> None:
    flake = """{
      inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
      outputs = { self, parity }: {
        apps.x86_64-linux = parity.lib.mkHelmPublish { } {
          pname = "a"; version = "1"; chartSrc = ./.;
        };
      };
    }"""
    found = local_equivalents(Repo(Memory({"flake.nix": flake})))
    assert [(one.local, one.dry_run) for one in found] == [
        ("PUBLISH=1 nix run .#publish", "nix run .#publish"),
        ("PUBLISH=1 nix run .#publish-noarch", "nix run .#publish-noarch"),
        ("PUBLISH=1 nix run .#push-staged", "nix run .#push-staged"),
        ("nix run .#stage-noarch", None),
    ]
