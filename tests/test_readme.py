"""What the README shows is what the tool says."""

import re

from doctor.engine import diagnose, find_rules
from doctor.repo import Repo
from doctor.report import as_text
from doctor.source import WorkTree
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()


def test_the_report_is_real() -> None:
    fixture = re.search(r"^REPO \?= (\S+)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert fixture
    source = WorkTree(str(ROOT / fixture[1]))
    source.name = fixture[1]
    assert f"```text\n{as_text.render(diagnose(Repo(source), find_rules()))}```\n" in README


def test_every_rule_is_in_the_table() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \| (required|advisory) \|", README, re.MULTILINE)
    assert sorted(listed) == [(rule.name, str(rule.level)) for rule in find_rules()]
