"""The models of known projects give what the real ones give.

The cases are evaluated in a flake whose inputs are recognised by where they point, so that what
is tested is what an audited flake gets. The answers of the real libraries lie beside the cases.
"""

import json
from pathlib import Path

import pytest

from tests.nix.evaluate import Outcome, evaluate_members

MODELS = Path(__file__).parent / "models"
INPUTS = {
    "lib": "lib = nixpkgs.lib;",
    "flake-utils": "inherit flake-utils;",
    "flake-parts": "inherit flake-parts; lib = nixpkgs.lib;",
}


UNDECIDED = {"inPureEvalMode", "naturalSort", "split"}
"""Cases that may be unknown: alternatives in `split`, and builtins that depend on the machine."""


def files_of(name: str) -> dict[str, str]:
    flake = f"""{{
      inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
      inputs.flake-utils.url = "github:numtide/flake-utils";
      inputs.flake-parts.url = "github:hercules-ci/flake-parts";
      outputs = {{ self, nixpkgs, flake-utils, flake-parts }}: {{
        cases = import ./{name}-cases.nix {{ {INPUTS[name]} }};
      }};
    }}"""
    files = {"flake.nix": flake}
    for path in MODELS.rglob("*.nix"):
        files[str(path.relative_to(MODELS))] = path.read_text()
    return files


@pytest.mark.parametrize("name", INPUTS)
def test_answers_are_those_of_the_real_library(name: str) -> None:
    expected = json.loads((MODELS / f"{name}-cases.json").read_text())
    assert len(expected) >= 10
    ours = evaluate_members(files_of(name), "cases")
    assert ours.keys() == expected.keys()
    wrong = {
        case: (ours[case], answer)
        for case, answer in expected.items()
        if ours[case] != Outcome("value", answer)
    }
    undecided = {case for case, (outcome, _) in wrong.items() if outcome.kind == "unknown"}
    assert {case: pair for case, pair in wrong.items() if case not in undecided} == {}
    assert undecided <= UNDECIDED
