"""What the README shows is what the tool says."""

import re
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from doctor import cli
from doctor.engine import diagnose, find_rules
from doctor.policy import Policy, read_policy
from doctor.repo import Repo
from doctor.report import as_text
from doctor.source import WorkTree
from publish.cli import STATUSES
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()


def test_the_report_is_real() -> None:
    fixture = re.search(r"^REPO \?= (\S+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert fixture
    source = WorkTree(str(ROOT / fixture[1]))
    source.name = fixture[1]
    assert f"```text\n{as_text.render(diagnose(Repo(source), find_rules()))}```\n" in README


def test_the_policy_is_one(tmp_path: Path) -> None:
    [text] = re.findall(r"^```toml\n(refs = .*?)^```", README, re.MULTILINE | re.DOTALL)
    (tmp_path / "policy.toml").write_text(text)
    policy = read_policy(str(tmp_path / "policy.toml"), [rule.name for rule in find_rules()])
    keys = re.findall(r"^([a-z-]+) =", text, re.MULTILINE)
    assert [key.replace("-", "_") for key in sorted(keys)] == sorted(Policy._fields)
    ours = {"rules", "mandatory", "strict", "warn_only_until"}
    assert {
        name for name in Policy._fields if getattr(policy, name) != getattr(Policy(), name)
    } == ours


def test_the_waiver_is_one() -> None:
    [text] = re.findall(r"^```toml\n(\[\[waiver.*?)^```", README, re.MULTILINE | re.DOTALL)
    [waiver] = tomllib.loads(text)["waiver"]
    assert waiver.keys() == {"rule", "app", "reason", "expires"}


def test_the_matrix_is_real(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert cli.main(["fleet", "--no-cache", "tests/fixtures"]) == 1
    said = capsys.readouterr().out.split("\n\nbehind the newest")[0]
    assert f"```text\n{said}\n```\n" in README


def test_every_rule_is_in_the_table() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \| (required|advisory) \|", README, re.MULTILINE)
    assert sorted(listed) == [(rule.name, str(rule.level)) for rule in find_rules()]


def test_every_exit_status_is_in_the_table() -> None:
    listed = re.findall(r"^\| ([0-9]+) \| [^|]+ \| [^|]*\|$", README, re.MULTILINE)
    assert listed == re.findall(r"^ *(?:exit status: )?([0-9]+) +\S", STATUSES, re.MULTILINE)


def test_markdown(tool: Callable[[str, str], str]) -> None:
    program = tool("markdownlint-cli2", "make tools")
    command = [program, "README.md", "CONTRIBUTING.md"]
    done = subprocess.run(command, cwd=ROOT, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
