"""The patterns of `when` (github.com/bmatcuk/doublestar, which the server uses).

A pattern is read once into the ways that its braces leave. A way is matched part by part, with a
bit for each place in the text that is reached, so that nothing is tried twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from doctor.pattern import pattern
from doctor.record import NamedTuple

_SPECIAL = pattern(r"[*?\[{\\]")
_NOTHING = ("", "*", "**", "/**", "**/", "/**/")
"""Patterns that the end of a text matches."""
MAX_PATTERN = 1_000
MAX_WAYS = 64
"""Ways that the braces of one pattern may leave."""


class _TooMuch(Exception):
    """The braces leave more ways than are followed here."""


class _Malformed(Exception):
    """The server matches nothing with this pattern."""


@lru_cache(maxsize=10_000)
def matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern matches a text; None where that is too much to find out.

    One that is malformed matches nothing.
    """
    try:
        return any([_way_matches(way, text) for way in _ways(pattern)])
    except _TooMuch:
        return None


def may_match(pattern: str, prefix: str) -> bool:
    """Whether a pattern may match some text that begins with `prefix`."""
    special = _SPECIAL.search(pattern)
    if special is None:
        return pattern.startswith(prefix)
    literal = pattern[: special.start()]
    return literal.startswith(prefix) or prefix.startswith(literal)


class _Part(NamedTuple):
    """What stands for one character, for some, or for whole folders; `raw` as it is written.

    `ranges` are the characters of a class, or those that it excludes.
    """

    kind: str
    raw: str
    ranges: tuple[tuple[str, str], ...] = ()


@cache
def _ways(pattern: str) -> tuple[tuple[_Part, ...], ...]:
    if len(pattern) > MAX_PATTERN:
        raise _TooMuch
    done: list[tuple[_Part, ...]] = []
    todo: list[tuple[tuple[_Part, ...], str]] = [((), pattern)]
    while todo:
        before, rest = todo.pop()
        try:
            parts, rest = _plain(rest)
            if not rest:
                done.append((*before, *parts))
                continue
            alternatives, rest = _braces(rest)
        except _Malformed:
            continue
        todo += [((*before, *parts), one + rest) for one in alternatives]
        if len(todo) + len(done) > MAX_WAYS:
            raise _TooMuch
    return tuple(done)


def _plain(pattern: str) -> tuple[list[_Part], str]:
    """The parts up to the first brace, and the rest from there."""
    parts: list[_Part] = []
    is_start = True  # of a folder's name; behind a brace the server takes it for one
    at = 0
    while at < len(pattern) and pattern[at] != "{":
        one = pattern[at]
        raw, kind = one, "one"
        ranges: tuple[tuple[str, str], ...] = ((one, one),)
        if one == "*":
            raw, ranges = ("**" if pattern.startswith("**", at) else "*"), ()
            ends = pattern[at + 2 : at + 3]
            kind = "some"
            if raw == "**" and is_start and ends in ("", "/"):
                raw += ends
                kind = "folders" if ends else "all"
        elif one == "?":
            kind, ranges = "none of", (("/", "/"),)
        elif one == "[":
            kind, ranges, end = _class(pattern, at + 1)
            raw = pattern[at:end]
        elif one == "\\":
            raw = pattern[at : at + 2]
            if len(raw) < 2:
                raise _Malformed
            ranges = ((raw[1], raw[1]),)
        parts.append(_Part(kind, raw, ranges))
        at += len(raw)
        is_start = kind == "folders" or (ranges == (("/", "/"),) and kind == "one")
    return parts, pattern[at:]


def _class(pattern: str, at: int) -> tuple[str, tuple[tuple[str, str], ...], int]:
    """The kind and characters of a class whose bracket stands before `at`, and where it ends."""
    kind = "one"
    if pattern[at : at + 1] in ("!", "^"):
        kind = "none of"
        at += 1
    characters: list[str] = []
    ranges: list[tuple[str, str]] = []
    last = ""
    while True:
        one = pattern[at : at + 1]
        is_range = one == "-" and last and pattern[at + 1 : at + 2] != "]"
        at += bool(is_range)
        at += pattern[at : at + 1] == "\\"
        character = pattern[at : at + 1]
        if not character or (one == "]" and not ranges):
            raise _Malformed
        if one == "]":
            return kind, tuple(ranges), at + 1
        ranges.append((last if is_range else character, character))
        characters.append(character)
        last = "" if is_range else character
        at += 1


def _braces(pattern: str) -> tuple[list[str], str]:
    """The alternatives of the brace that a pattern begins with, and what follows it."""
    alternatives: list[str] = []
    depth = 0
    start = 1
    for at, one in _unescaped(pattern):
        if (one == "," and depth == 1) or (one == "}" and depth == 1):
            alternatives.append(pattern[start:at])
            start = at + 1
        depth += (one == "{") - (one == "}")
        if depth == 0:
            return alternatives, pattern[start:]
    raise _Malformed


def _unescaped(pattern: str) -> Iterator[tuple[int, str]]:
    at = 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 1
        else:
            yield at, pattern[at]
        at += 1


def _way_matches(way: tuple[_Part, ...], text: str) -> bool:
    places: dict[str, int] = {}
    for at, one in enumerate(text):
        places[one] = places.get(one, 0) | 1 << at
    slashes = places.get("/", 0)
    inside = ((1 << len(text)) - 1) & ~slashes
    end = 1 << len(text)
    reached = 1
    for number, part in enumerate(way):
        if reached & end and "".join([one.raw for one in way[number : number + 5]]) in _NOTHING:
            return True
        if part.kind == "all":
            return reached != 0
        if part.kind == "folders":
            reached |= slashes << 1 & ~(((reached & -reached) << 1) - 1)
        elif part.kind == "some":
            # The sum carries each place on to the end of its folder's name.
            reached |= ((reached & inside) + inside) ^ inside
        else:
            reached = (reached & _accepting(part, places)) << 1
        if not reached:
            return False
    return reached & end != 0


def _accepting(part: _Part, places: dict[str, int]) -> int:
    """The places whose character a part stands for."""
    is_one = part.kind == "one"
    return sum(
        [
            bits
            for one, bits in places.items()
            if any([first <= one <= last for first, last in part.ranges]) == is_one
        ]
    )
