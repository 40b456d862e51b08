"""Brace expansion (bash manual, 3.5.1): the first expansion, and one of text only."""

from __future__ import annotations

import re

from doctor.bash.program import Literal, Parameter, Part
from doctor.pattern import pattern

MAX_WORDS = 20_000
"""Words that one word may become."""

_SEQUENCE = pattern(r"(-?\d{1,18}|[A-Za-z])\.\.(-?\d{1,18}|[A-Za-z])(?:\.\.(-?\d{1,18}))?")

_Item = str | Part
"""An unquoted character, or a part that braces cannot look into."""


class NotExpanded(Exception):
    """There would be too many words, or what they mean is not certain."""


def expand(parts: list[Part]) -> list[list[Part]]:
    """The words that a word with an unquoted `{` becomes, mostly itself; raises `NotExpanded`."""
    items: list[_Item] = []
    for part in parts:
        if isinstance(part, Literal) and not part.quoted:
            items += part.text
        else:
            items.append(part)
    _check(items.count("{"), len(items))
    return [_joined(word) for word in _expand(items, 0)]


def _expand(items: list[_Item], depth: int) -> list[list[_Item]]:
    if depth > 50:
        raise NotExpanded
    opening = -1
    while True:
        try:
            opening = items.index("{", opening + 1)
        except ValueError:
            return [items]
        found = _closing(items, opening)
        if found is None:
            continue
        closing, commas = found
        if commas:
            middles = []
            starts = [opening + 1, *(comma + 1 for comma in commas)]
            for start, end in zip(starts, [*commas, closing], strict=True):
                middles += _expand(items[start:end], depth + 1)
                _check(len(middles))
        else:
            sequence = _sequence(items[opening + 1 : closing])
            if sequence is None:
                continue
            middles = sequence
        tails = _expand(items[closing + 1 :], depth + 1)
        _check(len(middles) * len(tails), len(items))
        return [items[:opening] + middle + tail for middle in middles for tail in tails]


def _check(words: int, length: int = 1) -> None:
    if words > MAX_WORDS or words * length > 1_000_000:
        raise NotExpanded


def _closing(items: list[_Item], opening: int) -> tuple[int, list[int]] | None:
    """The brace that closes, and the commas between; None where it stays open.

    Only what is behind a `,` or a `..` closes: `a{b}c,d}` is `ab}c ad`.
    """
    depth = 0
    has_dots = False
    commas: list[int] = []
    for at in range(opening + 1, len(items)):
        item = items[at]
        if item == "{":
            depth += 1
        elif item == "}":
            if depth:
                depth -= 1
            elif commas or has_dots:
                return at, commas
        elif item == "," and depth == 0:
            commas.append(at)
        elif item == "." and depth == 0 and items[at - 1] == ".":
            has_dots = True
    return None


def _sequence(items: list[_Item]) -> list[list[_Item]] | None:
    """The words of `1..5`, `a..e`, `01..10..3`; None where it is none of these."""
    text = "".join([item if isinstance(item, str) else "\0" for item in items])
    match = _SEQUENCE.fullmatch(text)
    if match is None:
        return None
    first, last, step = match.groups()
    if first.isalpha() != last.isalpha():
        return None
    low, high = (ord(first), ord(last)) if first.isalpha() else (int(first), int(last))
    stride = abs(int(step or 1)) or 1
    _check(abs(high - low) // stride + 1)
    numbers = range(low, high + 1, stride) if low <= high else range(low, high - 1, -stride)
    if first.isalpha():
        if first.isupper() != last.isupper():
            raise NotExpanded  # through the punctuation between Z and a
        return [[chr(number)] for number in numbers]
    # A leading zero makes all numbers as wide as the widest end.
    padded = any([re.match(r"-?0\d", end) is not None for end in (first, last)])
    width = max(len(first), len(last)) if padded else 0
    return [list(f"{number:0{width}d}") for number in numbers]


def _joined(items: list[_Item]) -> list[Part]:
    """Characters to literals again.

    Braces are expanded before names are read: `$a{b,c}` is `$ab $ac`. That is not worked out here.
    """
    parts: list[Part] = []
    text = ""
    for item in items:
        if isinstance(item, str):
            if not text and parts and _grows(parts[-1], item):
                raise NotExpanded
            text += item
            continue
        if text:
            parts.append(Literal(text, False))
            text = ""
        parts.append(item)
    if text:
        parts.append(Literal(text, False))
    return parts


def _grows(part: Part, character: str) -> bool:
    return (
        isinstance(part, Parameter)
        and part.end - part.start == len(part.name) + 1  # `$name`, not `${name}`
        and part.name.isidentifier()
        and (character.isalnum() or character == "_")
    )
