"""Operators on texts of which only a part is known, where that part decides."""

from __future__ import annotations

from collections.abc import Sequence

from doctor.bash.values import Mixed, Symbol, Value, concat, start

_LIVE = frozenset("*?[\\")


def trimmed(operator: str, value: Mixed, pieces: Sequence[tuple[str, bool]]) -> Value | None:
    """`${value#pattern}`, also `##`, `%` and `%%`; None where it depends on what is not known.

    It does not for a literal pattern at a known end, nor for a literal and one `*` if the literal
    is found in the known end where the search begins.
    """
    first, last = value.parts[0], value.parts[-1]
    head, star, tail = _split(pieces)
    if star is None:
        return None
    if not star:
        if operator in ("#", "##") and type(first) is str and len(first) >= len(head):
            return concat([first.removeprefix(head), Mixed(value.parts[1:])])
        if operator in ("%", "%%") and type(last) is str and len(last) >= len(head):
            return concat([Mixed(value.parts[:-1]), last.removesuffix(head)])
        return None
    if operator == "#" and not head and type(first) is str and tail in first:
        return concat([first.partition(tail)[2], Mixed(value.parts[1:])])
    if operator == "##" and not head and type(last) is str and tail in last:
        return last.rpartition(tail)[2]
    if operator == "%" and not tail and type(last) is str and head in last:
        return concat([Mixed(value.parts[:-1]), last.rpartition(head)[0]])
    if operator == "%%" and not tail and type(first) is str and head in first:
        return first.partition(head)[0]
    return None


def _split(pieces: Sequence[tuple[str, bool]]) -> tuple[str, bool | None, str]:
    """The literals before and after a pattern's only `*`; None if it is another kind of pattern."""
    before, after, star = "", "", False
    for text, quoted in pieces:
        if quoted or _LIVE.isdisjoint(text):
            before, after = (before, after + text) if star else (before + text, after)
            continue
        left, found, right = text.partition("*")
        if star or not _LIVE.isdisjoint(left + right) or not found:
            return "", None, ""
        before, after, star = before + left, right, True
    return before, star, after


def known(value: Value) -> str:
    """The known pieces of a value, with a blank for each that is not."""
    if isinstance(value, str):
        return value
    return "".join([part if type(part) is str else " " for part in value.parts])


def after(value: Value, count: int) -> Value:
    """The value without its first `count` characters, all of which are known."""
    if isinstance(value, str):
        return value[count:]
    known = start(value)
    return concat([known[count:], Mixed(value.parts[1 if known else 0 :])])


def partition(value: Value, mark: str) -> tuple[Value, Value | None]:
    """A value before and after the first `mark` in what is known of it; None: there is none."""
    parts = value.parts if type(value) is Mixed else (value,)
    for at, part in enumerate(parts):
        if type(part) is str and mark in part:
            before, _, after = part.partition(mark)
            wholes = [Mixed((one,)) for one in parts]
            return concat([*wholes[:at], before]), concat([after, *wholes[at + 1 :]])
    return value, None


def replaced(value: Value, target: Value, replacement: Value) -> Value | None:
    """`value` with each occurrence of a secret in it replaced; None where that is not known.

    Only the whole secret counts: what derives from it is another text. It does not stand in what
    is known.
    """
    if type(target) is not Mixed or len(target.parts) != 1:
        return None
    [symbol] = target.parts
    if type(symbol) is not Symbol or not symbol.secrets or symbol.parents:
        return None
    if type(value) is not Mixed:
        return value
    if symbol not in value.parts:
        return None
    return concat(
        [
            replacement if part is symbol else part if type(part) is str else Mixed((part,))
            for part in value.parts
        ]
    )
