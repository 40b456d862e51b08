"""What `${…}` becomes before the server reads the YAML (drone/envsubst 1.0.3; measured).

The whole text of a file is filled in, comments included, with what the server knows: `CI_*` and the
values of the matrix, never a secret. Here each `${…}` becomes one private character, a hole, so
that the file can be read once for all events; what a hole holds is worked out for each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from doctor.bash.script import HOLE, MAX_HOLES
from doctor.bash.values import Mixed, Symbol, Value, concat, derived, whole
from doctor.record import NamedTuple

_NAME = re.compile(r"[A-Za-z0-9_]+")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_DEFAULTS = (":-", ":=", ":?", ":+", "=")
_CASES = ("^^", ",,", "^", ",")
_REMOVALS = ("##", "%%", "#", "%")
MAX_DEPTH = 10


class BadSubstitution(Exception):
    """The server refuses the whole file: why, and at which character."""

    def __init__(self, why: str, index: int) -> None:
        super().__init__(why)
        self.why = why
        self.index = index


class Expression(NamedTuple):
    """`${name…}`: the operator and what follows it, which may hold expressions again.

    `source` is its text, `start` the character of the file where it begins.
    """

    name: str
    operator: str
    operand: tuple[str | Expression, ...]
    source: str
    start: int


Lookup = Callable[[str], Value | None]
"""What the server knows under a name; None: nothing."""


class Template(NamedTuple):
    """A text with a private character for each of `holes`.

    `origins` say where its stretches stand in the text before: from this character on, from that.
    """

    text: str
    holes: tuple[Expression, ...]
    origins: tuple[tuple[int, int], ...]

    def origin(self, index: int) -> int:
        """Where the character of this number stood before."""
        at = bisect_right(self.origins, index, key=lambda pair: pair[0]) - 1
        here, before = self.origins[at]
        return before + index - here

    def hole(self, character: str) -> Expression | None:
        number = ord(character) - HOLE
        return self.holes[number] if 0 <= number < len(self.holes) else None

    def expressions(self, text: str) -> list[Expression]:
        """The expressions that stand in a piece of the text."""
        return [hole for one in _PRIVATE.findall(text) if (hole := self.hole(one)) is not None]

    def spelled(self, text: str) -> str:
        """A piece of the text as its author wrote it, for people."""

        def source(match: re.Match[str]) -> str:
            hole = self.hole(match[0])
            return hole.source if hole is not None else ""

        return _PRIVATE.sub(source, text) if self.holes else text

    def fill(self, text: str, value_of: Callable[[Expression], Value]) -> Value:
        """A piece of the text with its holes filled."""
        if not self.holes or not _PRIVATE.search(text):
            return text
        parts: list[Value] = []
        known = 0
        for match in _PRIVATE.finditer(text):
            hole = self.hole(match[0])
            if hole is not None:
                parts += [text[known : match.start()], value_of(hole)]
                known = match.end()
        return concat([*parts, text[known:]])


def template(text: str) -> Template:
    """The text as the YAML reader gets it; raises BadSubstitution."""
    if match := _PRIVATE.search(text):
        raise BadSubstitution("it has private characters", match.start())
    if "$" not in text:
        return Template(text, (), ((0, 0),))
    parts: list[str] = []
    holes: list[Expression] = []
    origins = [(0, 0)]
    size = at = 0
    while (found := text.find("$", at)) >= 0 and found + 1 < len(text):
        following = text[found + 1]
        piece, after = text[at : found + 1], found + 1
        if following == "$":
            after = found + 2
        elif following == "{":
            hole, after = _expression(text, found, 0)
            if len(holes) == MAX_HOLES:
                raise BadSubstitution("it fills in too much", found)
            piece = f"{text[at:found]}{chr(HOLE + len(holes))}"
            holes.append(hole)
        parts.append(piece)
        size += len(piece)
        at = after
        origins.append((size, at))
    return Template("".join([*parts, text[at:]]), tuple(holes), tuple(origins))


def evaluate(expression: Expression, lookup: Lookup) -> Value:
    """What an expression becomes; what is not known gives a symbol that derives from it."""
    name, operator, operand, source, _ = expression
    value = lookup(name) or ""
    if not operator:
        return value
    if operator in (":?", ":+"):
        operator = ":-" if operator == ":?" else ""  # measured: not as in a shell
    if not operator:
        return value
    argument = concat(
        [part if isinstance(part, str) else evaluate(part, lookup) for part in operand]
    )
    if operator in _DEFAULTS:
        if isinstance(value, str):
            return value or argument
        is_filled = any(
            [type(part) is str or getattr(part, "filled", False) for part in value.parts]
        )
        return value if is_filled else whole(derived(source, [value, argument]))
    if type(value) is str and type(argument) is str:
        return _applied(operator, value, argument)
    return whole(_derived(source, [value, argument]))


def _derived(source: str, values: Sequence[Value]) -> Symbol:
    """A symbol for a part of what is not known; it is as plain as that."""
    parents = [part for value in values if type(value) is Mixed for part in value.parts]
    plain = all([type(part) is str or getattr(part, "plain", False) for part in parents])
    return Symbol(source, derived(source, values).secrets, plain=plain)


def _applied(operator: str, value: str, argument: str) -> str:
    if operator == "length":
        return str(len(value))
    if operator in _CASES:
        return {
            "^^": value.upper(),
            ",,": value.lower(),
            "^": value[:1].upper() + value[1:],
            ",": value[:1].lower() + value[1:],
        }[operator]
    if operator == ":":
        first, _, length = argument.partition(":")
        try:
            start = int(first)
            end = start + int(length) if length else len(value)
        except ValueError:
            return value
        return value[start:end] if start >= 0 and end >= start else value
    if operator in ("/", "//", "/#", "/%"):
        old, _, new = argument.partition("/")
        if operator == "/#":
            return new + value.removeprefix(old) if old and value.startswith(old) else value
        if operator == "/%":
            return value.removesuffix(old) + new if old and value.endswith(old) else value
        return value.replace(old, new, 1 if operator == "/" else -1) if old else value
    return _without(operator, value, argument)


def _without(operator: str, value: str, pattern: str) -> str:
    """`value` without what a pattern matches at its start (`#`) or end (`%`)."""
    matches = re.compile(_regex(pattern), re.DOTALL).fullmatch
    sizes = range(len(value) + 1)
    for size in reversed(sizes) if len(operator) == 2 else sizes:
        if operator[0] == "#" and matches(value[:size]):
            return value[size:]
        if operator[0] == "%" and matches(value[len(value) - size :]):
            return value[: len(value) - size]
    return value


def _regex(pattern: str) -> str:
    """A pattern as a regular expression; brackets are taken literally, for want of a use."""
    return "".join(
        ["[^/]*" if one == "*" else "[^/]" if one == "?" else re.escape(one) for one in pattern]
    )


def _expression(text: str, start: int, depth: int) -> tuple[Expression, int]:
    """The `${…}` that begins at `start`, and where it ends; raises BadSubstitution."""
    at = start + 2
    is_length = text[at : at + 1] == "#"
    name = _NAME.match(text, at + is_length)
    if name is None or depth > MAX_DEPTH:
        raise BadSubstitution("${ without a name", start)
    at = name.end()
    if is_length:
        if text[at : at + 1] != "}":
            raise BadSubstitution("${# without its end", start)
        return Expression(name[0], "length", (), text[start : at + 1], start), at + 1
    operator = _operator(text, at)
    if operator is None:
        raise BadSubstitution(f"{text[start : at + 2]}…}} is none of the server's forms", start)
    at += len(operator)
    operand: list[str | Expression] = []
    known = at
    while True:
        if at >= len(text):
            raise BadSubstitution("${ without its end", start)
        if text[at] == "}":
            break
        if text.startswith("${", at):
            operand.append(text[known:at])
            inner, at = _expression(text, at, depth + 1)
            operand.append(inner)
            known = at
        else:
            at += 1
    operand.append(text[known:at])
    source = text[start : at + 1]
    return Expression(name[0], operator, tuple(operand), source, start), at + 1


def _operator(text: str, at: int) -> str | None:
    """The operator that stands here; "" for none, None for one that there is not."""
    if text[at : at + 1] == "}":
        return ""
    for one in (*_DEFAULTS, *_CASES, *_REMOVALS, "//", "/#", "/%", "/", ":"):
        if text.startswith(one, at):
            return one
    return None
