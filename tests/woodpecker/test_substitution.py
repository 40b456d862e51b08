"""`${…}` is filled in as the server fills it in."""

from typing import Any

import pytest

from doctor.bash.values import Mixed, Symbol, whole
from doctor.woodpecker.substitution import BadSubstitution, evaluate, template
from tests.woodpecker.recorded import recorded

FIRST, *CASES = recorded("substitution.json")
NOT_WORKED_OUT = ("${NAME:0:-1}",)
"""What the server stumbles over only when it fills it in."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_substitution(case: dict[str, str]) -> None:
    if "error" in case and case["text"] not in NOT_WORKED_OUT:
        with pytest.raises(BadSubstitution):
            template(case["text"])
        return
    made = template(case["text"])
    filled = made.fill(made.text, lambda hole: evaluate(hole, FIRST["environment"].get))
    if case["text"] in NOT_WORKED_OUT:
        assert isinstance(filled, Mixed)
    else:
        assert filled == case["value"]


@pytest.mark.parametrize("text", ["${NAME#[a]}", "${NAME%\\a}"])
def test_classes_are_not_worked_out(text: str) -> None:
    assert isinstance(evaluate(template(text).holes[0], {"NAME": "abc"}.get), Mixed)


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("${WHO}", False),
        ("${WHO:-x}", False),
        ("${WHO#x}", False),
        ("${NONE:-${WHO}}", False),
        ("${NAME:-${WHO}}", True),
        ("${NAME/b/${WHO}}", False),
    ],
)
def test_what_is_not_known_stays_so(text: str, is_known: bool) -> None:
    who = whole(Symbol("who"))
    known: dict[str, Any] = {"WHO": who, "NAME": "abc"}
    assert isinstance(evaluate(template(text).holes[0], known.get), str) == is_known


def test_places_through_escapes_and_holes() -> None:
    text = "a $$ b ${X:-y} c \\\\ d"
    made = template(text)
    for word in "abcd":
        assert text[made.origin(made.text.index(word))] == word
    assert text[made.holes[0].start :].startswith("${X:-y}")
    assert made.spelled(made.text) == "a $ b ${X:-y} c \\ d"
