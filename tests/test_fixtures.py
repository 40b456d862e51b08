"""Every fixture: what the doctor says of it, and whether real Nix sees the same apps.

A fixture is a whole little repo as its author would write it. The table says what each rule must
answer; Nix, with stand-ins for the inputs (tests/nix), is the second opinion on everything that
the doctor works out from `flake.nix`.
"""

import json
import os
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from doctor.engine import find_rules, judge, ok
from doctor.repo import Repo
from doctor.source import WorkTree
from tests.conftest import NO_NETWORK, ROOT

FIXTURES = ROOT / "tests/fixtures"

# For each fixture the answers of RULES, in this order, and the exit status.
RULES = (
    "archetype-declared",
    "consumes-parity-lib",
    "app-description",
    "app-naming",
    "app-set-complete",
    "lock-pinned",
)
TABLE = """
keeps/asyncpg              pass      pass     pass             pass pass     pass   0
keeps/atuin                pass      pass     pass             pass pass     pass   0
keeps/buildkit             pass      pass     pass             pass pass     pass   0
keeps/firecrawl            pass      pass     pass             pass pass     pass   0
keeps/geesefs              pass      pass     pass             pass pass     pass   0
keeps/kopia                pass      pass     pass             pass pass     pass   0
keeps/nix-ci               pass      pass     pass             pass pass     pass   0
keeps/pydantic-core        pass      pass     pass             pass pass     pass   0
keeps/rollup-s390x         pass      pass     pass             pass pass     pass   0

breaks/dropped-result      fail      fail     n/a              n/a  n/a      pass   1
breaks/forked              fail      fail     unknown          unknown n/a   fail   1
breaks/half-an-arch        pass      pass     pass             fail fail     pass   1
breaks/hand-inlined        fail      fail     fail             pass n/a      fail   1
breaks/never-locked        pass      pass     pass             pass pass     fail   0
breaks/no-lock             pass      pass     pass             pass pass     fail   0
breaks/nightly-release     pass      pass     pass             pass pass     pass   1
breaks/overridden-publish  pass      fail     fail             pass pass     pass   1
breaks/push-app            pass      pass     pass             fail fail     pass   1
breaks/renamed             pass      pass     pass             fail fail     pass   1
breaks/renamed-in-ci       pass      pass     pass             pass pass     pass   1
breaks/shadowed            fail      fail     pass             pass n/a      pass   1
breaks/stale-lock          pass      pass     pass             pass pass     fail   0
breaks/undescribed         pass      pass     fail             pass pass     pass   1
breaks/talkative           pass      pass     pass             pass pass     pass   1
breaks/token-argument      pass      pass     pass             pass pass     pass   1
breaks/unused-input        fail      fail     pass             pass n/a      pass   1
breaks/vendored            fail      fail     pass             pass n/a      fail   1
"""
EXPECTED = {row[0]: row[1:] for row in map(str.split, TABLE.splitlines()) if row}
ON_CI = {
    "breaks/dropped-result": {"ci-app-exists": "fail", "ci-stdin-trap": "not-applicable"},
    "breaks/forked": {"ci-app-exists": "unknown", "ci-stdin-trap": "not-applicable"},
    "breaks/renamed-in-ci": {"ci-app-exists": "fail", "ci-stdin-trap": "not-applicable"},
    "breaks/vendored": {"ci-stdin-trap": "not-applicable"},
}
"""The answers of the rules on CI that are not "pass"."""
SAME_AS_NIX = sorted(set(EXPECTED) - {"breaks/forked"})


def is_behaviour(rule: str) -> bool:
    """Whether a rule asks what an app would do."""
    return rule not in (*RULES, "publish-one-gate") and not rule.startswith("ci-")


@cache
def repo(fixture: str) -> Repo:
    return Repo(WorkTree(str(FIXTURES / fixture)))


def test_the_table_holds_every_fixture() -> None:
    folders = [path for group in ("keeps", "breaks") for path in (FIXTURES / group).iterdir()]
    assert sorted(EXPECTED) == sorted(f"{path.parent.name}/{path.name}" for path in folders)


@pytest.mark.parametrize("fixture", EXPECTED)
def test_verdicts(fixture: str) -> None:
    judgements = judge(repo(fixture), find_rules())
    statuses = {judgement.rule.name: str(judgement.verdict.status) for judgement in judgements}
    wanted = [status.replace("n/a", "not-applicable") for status in EXPECTED[fixture]]
    assert {name: statuses[name] for name in RULES} == dict(zip(RULES, wanted, strict=False))
    assert ok(judgements) is (wanted[-1] == "0")


@pytest.mark.parametrize("fixture", [name for name in EXPECTED if name.startswith("keeps/")])
def test_the_builders_apps_keep_the_rules_of_behaviour(fixture: str) -> None:
    """They do by construction, and the verdict says which builder made them."""
    for rule, verdict in judge(repo(fixture), find_rules()):
        if is_behaviour(rule.name):
            assert verdict.status == "pass", rule.name
            [builder] = {call.builder for call in repo(fixture).builder_calls}
            assert verdict.summary.endswith(f"by construction: {builder}")
            assert verdict.evidence


@pytest.mark.parametrize("fixture", EXPECTED)
def test_verdicts_on_ci(fixture: str) -> None:
    """The pipelines of all fixtures are good, but for what the table names."""
    found = {
        rule.name: str(verdict.status)
        for rule, verdict in judge(repo(fixture), find_rules())
        if rule.name.startswith("ci-") and verdict.status != "pass"
    }
    assert found == ON_CI.get(fixture, {})


@pytest.mark.parametrize(
    ("fixture", "rule", "places"),
    [
        (
            "breaks/nightly-release",
            "dev-tag-guard",
            [
                "flake.nix:31", ".woodpecker/nightly.yaml:9", ".woodpecker/nightly.yaml:10",
                "ci/release.sh:5", "ci/release.sh:6",
            ],
        ),
        (
            "breaks/token-argument",
            "token-off-argv",
            ["ci/publish.sh:5", ".woodpecker.yaml:10", ".woodpecker.yaml:12"],
        ),
        ("breaks/renamed-in-ci", "ci-app-exists", [".woodpecker.yaml:20", "flake.nix:31"]),
    ],
)  # fmt: skip
def test_what_is_wrong_only_together_names_all_places(
    fixture: str, rule: str, places: list[str]
) -> None:
    [verdict] = [verdict for one, verdict in judge(repo(fixture), find_rules()) if one.name == rule]
    assert verdict.status == "fail"
    found = [f"{one.place.path}:{one.place.line}" for one in verdict.evidence]
    assert list(dict.fromkeys(found)) == places
    failed = [
        one.name for one, other in judge(repo(fixture), find_rules()) if other.status == "fail"
    ]
    assert failed == [rule]


def test_what_a_hand_written_publish_would_do() -> None:
    judgements = judge(repo("breaks/hand-inlined"), find_rules())
    statuses = {rule.name: str(verdict.status) for rule, verdict in judgements}
    assert {name: status for name, status in statuses.items() if is_behaviour(name)} == {
        "dev-tag-guard": "fail",
        "dry-run-default": "fail",
        "index-fail-closed": "not-applicable",
        "latest-moves-last": "not-applicable",
        "registry-down-named": "fail",
        "stage-is-offline": "pass",
        "strict-shell": "pass",
        "token-never-printed": "pass",
        "token-off-argv": "fail",
        "token-source": "fail",
        "version-derivation": "fail",
    }


@pytest.fixture(scope="session")
def seen_by_nix(tool: Callable[[str, str], str]) -> Callable[[str], dict[str, Any]]:
    """Of a fixture's flake: system → app → who made it, and whether it is described."""
    program = tool("nix-instantiate", "apt-get install nix-bin")

    @cache
    def evaluate(fixture: str) -> dict[str, Any]:
        command = [program, "--eval", "--strict", "--json", "--readonly-mode"]
        command += ["--arg", "flake", str(FIXTURES / fixture), str(ROOT / "tests/nix/oracle.nix")]
        environment = {**os.environ, "NIX_REMOTE": "dummy://"}
        done = subprocess.run(
            command, env=environment, text=True, capture_output=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return evaluate


@pytest.mark.parametrize("fixture", SAME_AS_NIX)
def test_apps_are_those_of_nix(fixture: str, seen_by_nix: Callable[[str], dict[str, Any]]) -> None:
    apps = [
        (system, app.name, app.described, app.call.builder if app.call else None)
        for app in repo(fixture).apps
        for system in app.systems
    ]
    wanted = [
        (system, name, app["described"], app["made_by"] and app["made_by"]["builder"])
        for system, of_system in seen_by_nix(fixture).items()
        for name, app in of_system.items()
    ]
    assert repo(fixture).apps_complete, repo(fixture).gaps
    assert sorted(apps, key=str) == sorted(wanted, key=str)


@pytest.mark.parametrize("fixture", SAME_AS_NIX)
def test_arguments_are_those_of_nix(
    fixture: str, seen_by_nix: Callable[[str], dict[str, Any]]
) -> None:
    """The arguments that the doctor reports of the builder call behind an app."""
    for app in repo(fixture).apps:
        for system in app.systems:
            made_by = seen_by_nix(fixture)[system][app.name]["made_by"]
            given = json.loads(json.dumps(dict(app.call.arguments))) if app.call else {}
            for name in ("pname", "imageName", "version", "arch", "assetName", "arches"):
                if name in given:
                    assert given[name] == made_by["arguments"][name]


def test_apps_behind_a_fork_are_not_claimed(seen_by_nix: Callable[[str], dict[str, Any]]) -> None:
    made_by = [app["made_by"] for app in seen_by_nix("breaks/forked")["x86_64-linux"].values()]
    assert made_by
    assert not any(call["genuine"] for call in made_by)
    assert not repo("breaks/forked").apps_complete
    assert not any(app.call for app in repo("breaks/forked").apps)


@pytest.mark.parametrize("fixture", EXPECTED)
def test_nix_agrees_on_the_lock(
    fixture: str, tool: Callable[[str, str], str], tmp_path: Path
) -> None:
    """A complete lock needs no look at the inputs; any other sends Nix to the network."""
    command = [
        tool("nix", "apt-get install nix-bin"),
        "flake",
        "metadata",
        f"path:{FIXTURES / fixture}",
    ]
    command += ["--no-update-lock-file", "--option", "download-attempts", "1"]
    command += ["--extra-experimental-features", "nix-command flakes"]
    folders = {
        f"NIX_{name}_DIR": str(tmp_path / name) for name in ("STORE", "STATE", "LOG", "CONF")
    }
    environment = {
        **os.environ,
        **NO_NETWORK,
        **folders,
        "HOME": str(tmp_path),
        "NIX_REMOTE": "local",
    }
    done = subprocess.run(
        command, env=environment, text=True, capture_output=True, timeout=60, check=False
    )
    stale = fixture in ("breaks/never-locked", "breaks/no-lock", "breaks/stale-lock")
    assert (done.returncode != 0) is stale, done.stderr


def test_this_repo_keeps_the_contract() -> None:
    """It provides parity-lib, so it is asked what publish/ does."""
    judgements = judge(Repo(WorkTree(str(ROOT))), find_rules())
    assert ok(judgements)
    [verdict] = [verdict for rule, verdict in judgements if rule.name == "publish-one-gate"]
    assert (verdict.status, verdict.evidence[0].place.path) == ("pass", "publish/gate.py")
