"""Steps of CI as entry points: which apps they enter, with what, and the commands for people."""

import json

import pytest

from doctor.cli import main
from doctor.facts import ci_steps
from doctor.local import local_equivalents
from doctor.repo import Repo
from doctor.source import Memory, WorkTree
from tests.conftest import ROOT

FLAKE = """{
  outputs = { self }: {
    apps.x86_64-linux = builtins.mapAttrs
      (name: _: { type = "app"; program = "${self}/${name}.sh"; meta.description = name; })
      { publish = 1; default = 1; stage-arm64 = 1; };
  };
}
"""
PUBLISH = """#!/usr/bin/env bash
set -euo pipefail
for word in "$@"; do if [ "$word" = --publish ]; then PUBLISH=1; fi; done
if [ "${PUBLISH:-}" != 1 ]; then exit 0; fi
if [ -z "${VERSION:-}" ] && [[ ! "${CI_COMMIT_TAG:-}" =~ ^v[0-9] ]]; then exit 1; fi
helm push x.tgz oci://git.oleks.space/oleks
"""


def repo(pipeline: str, **files: str) -> Repo:
    given = {name.replace("__", "/"): text for name, text in files.items()}
    scripts = {"publish.sh": PUBLISH, "default.sh": "echo hello\n", "stage-arm64.sh": "true\n"}
    return Repo(Memory({"flake.nix": FLAKE, ".woodpecker.yaml": pipeline, **scripts, **given}))


def of_commands(*commands: str, **files: str) -> Repo:
    lines = "".join([f"      - {json.dumps(one)}\n" for one in commands])
    return repo(f"steps:\n  - name: x\n    image: nixos/nix\n    commands:\n{lines}", **files)


@pytest.mark.parametrize(
    ("command", "apps"),
    [
        ("nix run .#publish", ["publish"]),
        ("nix run '.#publish' -- --publish", ["publish"]),
        ('nix run ".#publish"', ["publish"]),
        ("nix run .", ["default"]),
        ("nix run", ["default"]),
        ("nix run path:.#publish", ["publish"]),
        ('nix run "path:$PWD#publish"', ["publish"]),
        ("nix run ./#publish", ["publish"]),
        ("nix run git+file:.#publish", ["publish"]),
        ('nix run "git+file://$PWD?shallow=1#publish"', ["publish"]),
        ("nix run .#apps.x86_64-linux.publish", ["publish"]),
        ("nix --extra-experimental-features 'nix-command flakes' run .#publish", ["publish"]),
        ("nix develop -c nix run .#publish", ["publish"]),
        ("nix shell nixpkgs#git -c nix run .#publish", ["publish"]),
        ("nix develop --command bash -c 'nix run .#publish'", ["publish"]),
        ("cd sub && nix run ..#publish", ["publish"]),
        ("app=publish; nix run .#$app", ["publish"]),
        ("for app in publish stage-arm64; do nix run .#$app; done", ["publish", "stage-arm64"]),
        ("env PUBLISH=1 timeout 60 nix run .#publish </dev/null", ["publish"]),
        ("sh ci/all.sh", ["stage-arm64", "publish"]),
        ("nix run nixpkgs#hello", []),
        ("nix run github:oleks/other#publish", []),
        ("cd sub && nix run .#publish", []),
        ("echo nix run .#publish", []),
        ("# nix run .#publish", []),
    ],
)
def test_a_step_enters_the_apps_that_it_runs(command: str, apps: list[str]) -> None:
    script = "nix run .#stage-arm64\nnix run .#publish\n"
    [step] = ci_steps(of_commands(command, ci__all_sh="", **{"ci__all.sh": script}))
    assert sorted(step.runs_apps) == sorted(apps)


PIPELINE = """
when:
  - event: [tag, push]
steps:
  - name: publish
    image: nixos/nix
    environment:
      REGISTRY_TOKEN:
        from_secret: registry_token
      {environment}
    commands:
      - {command}
"""


@pytest.mark.parametrize(
    ("environment", "command", "publishes"),
    [
        ("A: b", "PUBLISH=1 nix run .#publish", True),
        ("PUBLISH: 1", "nix run .#publish", True),
        ("A: b", "nix run .#publish -- --publish", True),
        ("A: b", "nix run .#publish", False),
        ("PUBLISH: 0", "nix run .#publish", False),
        ('PUBLISH: ""', "nix run .#publish", False),
        ("A: b", "'[ \"$CI_PIPELINE_EVENT\" = tag ] && PUBLISH=1 nix run .#publish'", True),
        ("A: b", "'[ \"$CI_PIPELINE_EVENT\" = manual ] && PUBLISH=1 nix run .#publish'", False),
        ("A: b", "'[ \"${CI_COMMIT_TAG##v}\" = 1.2.3-4 ] && PUBLISH=1 nix run .#publish'", True),
        ("A: b", "'[ \"${CI_COMMIT_TAG##v}\" = 2 ] && PUBLISH=1 nix run .#publish'", False),
        ("A: b", "make release", None),
        ("A: b", "git push origin main", False),
    ],
)
def test_whether_a_step_publishes(environment: str, command: str, publishes: bool | None) -> None:
    text = PIPELINE.format(environment=environment, command=command)
    [step] = ci_steps(repo(text))
    assert step.publishes is publishes
    assert step.events == ("push", "tag")
    assert step.secrets == ("registry_token",)


@pytest.mark.parametrize(
    ("environment", "command", "local", "dry_run"),
    [
        (
            "A: b c",
            "PUBLISH=1 nix run .#publish",
            "A='b c' PUBLISH=1 nix run .#publish",
            "A='b c' nix run .#publish",
        ),
        ("PUBLISH: 1", "nix run .#publish", "PUBLISH=1 nix run .#publish", "nix run .#publish"),
        ("A: 1", "nix run .#publish -- --publish", "A=1 nix run .#publish -- --publish",
         "A=1 nix run .#publish"),
        ("A: 1", "export PUBLISH=1 && nix run .#publish",
         "(set -e; export A=1; export PUBLISH=1 && nix run .#publish)",
         "A=1 nix run .#publish"),
        ("A: ${CI_COMMIT_SHA:0:8}", "echo ${CI_COMMIT_SHA} $$A",
         '(set -e; export A="${CI_COMMIT_SHA:0:8}"; echo ${CI_COMMIT_SHA} $A)', None),
        ("OTHER: {from_secret: other}", "nix flake check",
         'OTHER="${OTHER:?}" nix flake check', None),
    ],
)  # fmt: skip
def test_the_command_for_people(
    environment: str, command: str, local: str, dry_run: str | None
) -> None:
    text = PIPELINE.format(environment=environment, command=json.dumps(command))
    found = [one for one in local_equivalents(repo(text)) if one.ci is not None]
    assert [(one.local, one.dry_run) for one in found] == [(local, dry_run)]


def test_the_command_of_each_row_of_a_matrix() -> None:
    found = local_equivalents(
        repo(
            """
matrix:
  arch: [arm64, s390x]
  mode: [fast]
steps:
  - name: build
    image: nixos/nix
    when:
      matrix: {arch: s390x}
    commands: nix run .#stage-${arch}
  - name: both
    image: nixos/nix
    commands:
      - cd sub
      - |
        if true; then
          nix build .#${arch}
        fi
"""
        )
    )
    assert [one.local for one in found if one.ci is not None] == [
        "arch=s390x mode=fast nix run .#stage-s390x",
        *[
            f"(\nset -e\nexport arch={arch} mode=fast\ncd sub\n"
            f"if true; then\n  nix build .#{arch}\nfi\n)"
            for arch in ("arm64", "s390x")
        ],
    ]
    assert [one.where.line for one in found if one.ci is not None] == [10, 14, 14]


def test_evidence_points_into_a_block_of_commands() -> None:
    pipeline = """
steps:
  - name: publish
    image: nixos/nix
    commands:
      - echo first
      - |
        set -e
        test ${CI_PIPELINE_NUMBER} -gt 0; helm push x.tgz oci://git.oleks.space/oleks
"""
    [run] = repo(pipeline).step_runs
    [push] = run.run.mutations
    place = run.run.place(push)
    assert (place.path, place.line, place.column) == (".woodpecker.yaml", 9, 43)


def test_simulate_an_event(capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(ROOT / "tests/fixtures/keeps/geesefs")
    for event, changes in (("tag", ["git.oleks.space/oleks/geesefs"]), ("push", [])):
        assert main(["simulate", folder, "--event", event, "--format", "json"]) == 0
        report = json.loads(capsys.readouterr().out)
        assert [target for step in report["steps"] for target in step["changes"]] == changes
        runs = {step["step"]: step["runs"] for step in report["steps"]}
        assert runs == {"build": "yes", "publish": "yes" if event == "tag" else "no"}
    assert main(["simulate", folder, "--event", "tag", "--tag", "nightly-7"]) == 0
    shown = capsys.readouterr().out
    assert "holds the secret registry_token as REGISTRY_TOKEN" in shown
    assert "changes" not in shown and "refused: neither VERSION nor a v* tag" in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["--event", "dance"],
        ["--event", "push", "--tag", "v1"],
        ["--event", "push", "--scenario", "bare"],
        ["--event", "push", "--format", "yaml"],
        ["publish", "--event", "push"],
    ],
)
def test_questions_about_events_that_are_wrong(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(ROOT / "tests/fixtures/keeps/geesefs")
    assert main(["simulate", folder, *arguments]) == 2
    assert capsys.readouterr().err


def test_all_pipelines_of_the_fixtures_are_read() -> None:
    for path in sorted((ROOT / "tests/fixtures").glob("*/*")):
        found = Repo(WorkTree(str(path)))
        assert found.ci_steps, path
        assert not any(run.run.gave_up for run in found.step_runs)
