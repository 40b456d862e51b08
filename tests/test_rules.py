"""Every rule in the folder, on its own examples: a new rule is tested without writing a test."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from doctor.engine import find_rules, judge
from doctor.nix.syntax import File
from doctor.repo import Repo
from doctor.rule import Example, Rule
from doctor.source import Memory
from doctor.verdict import Status

RULES = find_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}: {example.title}")
    for rule in RULES
    for example in rule.examples
]
NIX_FILES = [
    pytest.param(text, id=f"{rule.name}: {example.title}: {path}")
    for rule in RULES
    for example in rule.examples
    for path, text in example.files.items()
    if path.endswith(".nix")
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Example) -> None:
    [judgement] = judge(Repo(Memory(example.files)), [rule])
    assert judgement.verdict.status == example.status, judgement.verdict


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_shows_what_holds_and_what_does_not(rule: Rule) -> None:
    statuses = [example.status for example in rule.examples]
    assert Status.PASS in statuses
    assert Status.FAIL in statuses
    titles = [example.title for example in rule.examples]
    assert len(set(titles)) == len(titles)


def test_every_file_is_a_rule_of_its_name() -> None:
    files = (Path(__file__).parent.parent / "rules").glob("*.py")
    names = {path.stem.replace("_", "-") for path in files if path.stem != "__init__"}
    assert {rule.name for rule in RULES} == names
    assert all(rule.reason and rule.remedy for rule in RULES)


@pytest.mark.parametrize("text", NIX_FILES)
def test_an_example_is_nix(text: str, tool: Callable[[str, str], str], tmp_path: Path) -> None:
    assert File(text, "flake.nix").errors == []
    file = tmp_path / "file.nix"
    file.write_text(text)
    program = tool("nix-instantiate", "apt-get install nix-bin")
    done = subprocess.run([program, "--parse", str(file)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
