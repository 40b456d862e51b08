"""The evaluator gives what real Nix gives, case by case, and refuses what Nix refuses."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from doctor.nix import syntax
from tests.nix.evaluate import evaluate

LANGUAGE = Path(__file__).parent / "language"
Nix = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture
def nix(tool: Callable[[str, str], str]) -> Nix:
    command = [tool("nix-instantiate", "apt-get install nix-bin"), "--eval", "--strict", "--json"]
    return lambda expression: subprocess.run(
        [*command, "-E", expression], cwd=LANGUAGE, capture_output=True, text=True, check=False
    )


def names_of(path: Path) -> list[str]:
    """The names of the cases, read from the file's two-space bindings."""
    return re.findall(r"^  ([A-Za-z0-9_']+) =", path.read_text(), re.MULTILINE)


def case(path: Path, name: str) -> str:
    text = path.read_text()
    return f"({text}\n).{name}"


@pytest.mark.parametrize("file", ["syntax", "strings", "builtins"])
def test_values_are_those_of_nix(file: str, nix: Nix) -> None:
    path = LANGUAGE / f"{file}.nix"
    answer = nix(f"import {path}")
    assert answer.returncode == 0, answer.stderr
    expected = json.loads(answer.stdout)
    assert len(expected) > 10
    ours = {name: evaluate(case(path, name)) for name in expected}
    wrong = {
        name: (ours[name], value)
        for name, value in expected.items()
        if ours[name] != ("value", value)
    }
    assert wrong == {}


def test_what_nix_refuses_is_no_value(nix: Nix) -> None:
    path = LANGUAGE / "refused.nix"
    names = names_of(path)
    assert len(names) > 30
    for name in names:
        if name != "undefinedName":  # a function is no error until it is called, nor JSON
            assert nix(case(path, name)).returncode != 0, name
        assert evaluate(case(path, name)).kind != "value", name


def test_the_files_parse_without_errors() -> None:
    for path in LANGUAGE.glob("*.nix"):
        assert syntax.File(path.read_text(), path.name).errors == []
