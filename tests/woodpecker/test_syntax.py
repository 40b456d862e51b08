"""YAML is read as the server reads it."""

from typing import Any

import pytest

from doctor.woodpecker.syntax import Malformed, Mapping, Node, Scalar, Sequence, parse
from tests.woodpecker.recorded import recorded

STRICTER = (
    "a: b\n...\nc\n",  # a later document is read too
    "---\n---\na: b\n",
    "a: :b\n",
    "a: !!str 1\n",
)
"""Texts of which the server makes something, and we nothing: these fail closed."""

LAXER = ('a: "\\/\\\\\\""\n',)
"""Texts that the server refuses, for an escape that it does not know, and we read."""


def value(node: Node | None) -> Any:
    """What a reader without a schema makes of a node, numbers as text."""
    if isinstance(node, Sequence):
        return [value(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key.text: value(item) for key, item in node.entries}
    if node is None or node.kind == "null":
        return None
    return node.text.lower() == "true" if node.kind == "bool" else node


def same(mine: Any, theirs: Any) -> bool:
    if isinstance(mine, Scalar):
        if mine.kind == "text":
            return bool(mine.text == theirs)
        is_number = isinstance(theirs, int | float) and not isinstance(theirs, bool)
        return is_number or theirs in ("NaN", "+Inf", "-Inf")
    if isinstance(mine, list):
        return len(mine) == len(theirs) and all(map(same, mine, theirs))
    if isinstance(mine, dict):
        return sorted(mine) == sorted(theirs) and all(same(mine[key], theirs[key]) for key in mine)
    return type(mine) is type(theirs) and bool(mine == theirs)


@pytest.mark.parametrize("case", recorded("yaml.json"), ids=lambda case: repr(case["text"])[:60])
def test_yaml(case: dict[str, Any]) -> None:
    if "error" in case and case["text"] not in LAXER:
        with pytest.raises(Malformed):
            parse(case["text"])
        return
    try:
        root = parse(case["text"])
    except Malformed:
        assert case["text"] in STRICTER
        return
    assert case["text"] in LAXER or same(value(root), case["value"])


def test_places() -> None:
    text = "a: 'one'\nb: [two, *x]\n".replace("a: ", "a: &x ")
    root = parse(text)
    assert isinstance(root, Mapping)
    one = root.get("a")
    assert isinstance(one, Scalar)
    assert text[one.start : one.end] == "'one'"
    both = root.get("b")
    assert isinstance(both, Sequence)
    assert both.items[1] is one
    assert text[both.start : both.end] == "[two, *x]"
