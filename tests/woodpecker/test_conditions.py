"""`when` decides as the server does."""

from functools import partial
from typing import Any

import pytest

from doctor.bash.values import Value
from doctor.woodpecker.conditions import Asked, Runs, refused, runs
from doctor.woodpecker.events import Case, Knowledge
from doctor.woodpecker.expression import decide
from doctor.woodpecker.globs import matches, may_match
from doctor.woodpecker.syntax import Mapping, Scalar, parse
from tests.woodpecker.recorded import recorded

CASES, *CONDITIONS = recorded("when.json")
ENVIRONMENT, *EXPRESSIONS = recorded("expressions.json")


def case_of(event: str, branch: str, ref: str) -> Case:
    tag = ref.removeprefix("refs/tags/") if ref.startswith("refs/tags/") else None
    return Case(event, tag, branch, tuple(CASES["matrix"].items()))


def fill(scalar: Scalar) -> Value:
    return scalar.text


@pytest.mark.parametrize("is_step", [True, False], ids=["step", "workflow"])
@pytest.mark.parametrize("row", CONDITIONS, ids=lambda row: row["when"])
def test_when(row: dict[str, str], is_step: bool) -> None:
    root = parse(f"when: {row['when']}")
    assert isinstance(root, Mapping)
    when = root.get("when")
    answers = row["step" if is_step else "workflow"]
    assert bool([*refused(when)]) == (answers == "-" * len(answers))
    for number, answer in enumerate(answers):
        case = case_of(*CASES["cases"][number])
        asked = Asked(case, partial(Knowledge().of, case), fill, is_step)
        if answer == "Y":
            assert runs(when, asked) != Runs.NO, case
        elif answer == "n" and "evaluate" not in row["when"]:
            # A pull request and a deployment may have any number and reference.
            is_open = "ref" in row["when"] and case.event in ("pull_request_closed", "deployment")
            assert runs(when, asked) == Runs.NO or is_open, case
        elif answer == "n":
            assert runs(when, asked) != Runs.YES, case


@pytest.mark.parametrize(("pattern", "text", "answer"), recorded("globs.json"))
def test_globs(pattern: str, text: str, answer: bool) -> None:
    assert matches(pattern, text) == answer
    for size in range(len(text) + 1):
        assert may_match(pattern, text[:size]) or not answer


@pytest.mark.parametrize("case", EXPRESSIONS, ids=lambda case: case["text"])
def test_evaluate(case: dict[str, Any]) -> None:
    answer = decide(case["text"], ENVIRONMENT["environment"].get)
    assert answer is None or answer == case.get("value")


def test_enough_is_decided() -> None:
    answers = [decide(case["text"], ENVIRONMENT["environment"].get) for case in EXPRESSIONS]
    assert len([answer for answer in answers if answer is not None]) == 40


def test_evaluate_does_not_guess() -> None:
    def lookup(name: str) -> Value | None:
        from doctor.bash.values import Symbol, whole

        return whole(Symbol(name)) if name == "WHO" else None

    assert decide('WHO == "x"', lookup) is None
    assert decide('WHO == "x" || true', lookup) is True
    assert decide('WHO == "x" && false', lookup) is False
    assert decide('WHO in ["x"]', lookup) is None
    assert decide('"x" in [WHO]', lookup) is None


@pytest.mark.parametrize("pattern", ["*a" * 400 + "b", "**/" * 300 + "x", "{a,b}" * 100])
def test_many_stars(pattern: str) -> None:
    assert not matches(pattern, "a" * 200)
