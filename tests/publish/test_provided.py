"""The doctor knows what ci/parity-lib.sh does: what it takes it for is what it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from doctor.bash.provided import TEXTS
from doctor.engine import diagnose, find_rules
from doctor.repo import Repo
from doctor.source import Memory
from doctor.verdict import Status
from tests.conftest import ROOT

ENVIRONMENTS = [
    {},
    {"VERSION": "1.2.3"},
    {"VERSION": "", "CI_COMMIT_TAG": "v1.2.3-4"},
    {"CI_COMMIT_TAG": "v1-2-3-4"},
    {"CI_COMMIT_TAG": "1.2"},
    {"CI_COMMIT_TAG": "nightly-7"},
    {"CI_COMMIT_TAG": "vnext"},
    {"REGISTRY_TOKEN": "given"},
    {"REGISTRY_TOKEN": ""},
    {"REGISTRY_TOKEN": "", "LOCKED": "1"},
]
CALLS = {
    "version": ["version", "0.9"],
    "guard": ["guard", "0.9"],
    "token": ["token", "--pass-entry", "an/entry", "--fd", "3"],
}


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=str)
@pytest.mark.parametrize("word", TEXTS)
def test_it_is_what_the_doctor_takes_it_for(
    word: str, environment: dict[str, str], tmp_path: Path
) -> None:
    store = tmp_path / "pass"
    store.write_text('#!/bin/sh\n[ -z "$LOCKED" ] && [ "$*" = "show an/entry" ] && echo secret\n')
    store.chmod(0o755)

    path = f"{tmp_path}:{os.environ['PATH']}"

    def run(*command: str) -> tuple[int, str, bool]:
        done = subprocess.run(
            ["bash", "-c", '"$@" 3>&1', "bash", *command, *CALLS[word]],
            env={
                "PATH": path,
                "PYTHONPATH": str(ROOT),
                **environment,
            },
            text=True,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout, "token" in done.stderr

    assert run("bash", "-c", TEXTS[word], "bash") == run(sys.executable, "-m", "publish")


SCRIPT = """\
#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "$0")/parity-lib.sh"
version=$(parity_version 0.9.0)
if [ "${PUBLISH:-}" != 1 ]; then
  echo "would push $version"
  exit 0
fi
parity_guard "$version"
parity_token infra/x
curl -fsS -o /dev/null https://git.oleks.space/v2/ || { echo registry-down >&2; exit 1; }
printf 'user = "oleks:%s"\\n' "$REGISTRY_TOKEN" |
  curl -fsS -K - -T out "https://git.oleks.space/api/packages/oleks/generic/x/$version/x"
"""
FLAKE = """\
{
  outputs = { self }: {
    apps.x86_64-linux.publish = { type = "app"; program = "${self}/ci/publish.sh"; };
  };
}
"""
SHELL_RULES = (
    "dev-tag-guard",
    "dry-run-default",
    "registry-down-named",
    "strict-shell",
    "token-never-printed",
    "token-off-argv",
    "token-source",
    "version-derivation",
)


def verdicts(script: str) -> dict[str, Status]:
    library = (ROOT / "ci/parity-lib.sh").read_text()
    files = {"flake.nix": FLAKE, "ci/parity-lib.sh": library, "ci/publish.sh": script}
    judged = diagnose(Repo(Memory(files)), find_rules()).judgements
    return {one.rule.name: one.verdict.status for one in judged}


def test_a_script_that_uses_it_passes() -> None:
    found = verdicts(SCRIPT)
    assert {rule: found[rule] for rule in SHELL_RULES} == dict.fromkeys(SHELL_RULES, Status.PASS)


@pytest.mark.parametrize(
    ("line", "instead", "rule"),
    [
        ('parity_guard "$version"\n', "", "dev-tag-guard"),
        ('parity_guard "$version"\n', 'parity_guard "$version" || true\n', "dev-tag-guard"),
        ("parity_token infra/x\n", "", "token-source"),
        ("version=$(parity_version 0.9.0)", "version=0.9.0", "version-derivation"),
        (
            "parity_token infra/x\n",
            'parity_token infra/x; echo "$REGISTRY_TOKEN"\n',
            "token-never-printed",
        ),
    ],
)
def test_one_that_does_not_fails(line: str, instead: str, rule: str) -> None:
    assert line in SCRIPT
    assert verdicts(SCRIPT.replace(line, instead))[rule] is Status.FAIL
