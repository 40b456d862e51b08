"""What `${…}` becomes before the server reads the YAML (drone/envsubst 1.0.3; measured).

The whole text of a file is filled in, comments included, with what the server knows: `CI_*` and the
values of the matrix, never a secret. Here each `${…}` becomes one private character, a hole, so
that the file can be read once for all events; what a hole holds is worked out for each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from doctor.bash.script import HOLE
from doctor.bash.values import Mixed, Symbol, Value, concat, derived, whole
from doctor.pattern import pattern
from doctor.record import NamedTuple
from doctor.woodpecker.syntax import Malformed

_PRIVATE = pattern("[\ue000-\uf8ff]")
_MARK = pattern(r"\$[${]|\\[/\\]")
"""What is not taken as it stands: `${`, and a `$`, `/` or backslash that is escaped."""
_NAME = pattern(r"[^\W_]|_")
_OPERATOR = pattern(r":[=?+-]|=|[,^]{1,2}|/[/#%]?|##?|%%?|:")
_DEFAULTS = (":-", ":=", ":?", ":+", "=")
"""All the same to the server: the operand where the variable is empty."""
_CLASS = pattern(r"[][\\]")
_NUMBER = pattern(r"[+-]?[0-9]{1,18}")
MAX_DEPTH = 10
MAX_EXPRESSIONS = 1_000
"""`${…}` that one file may have."""
MAX_VALUE = 1 << 16
"""Characters of a value that is worked out."""


class BadSubstitution(Malformed):
    """A `${…}` for which the server refuses the whole file."""


class Expression(NamedTuple):
    """`${name…}`: the operator and what it applies to the variable, which may hold expressions.

    `source` is its text, `start` the character of the file where it begins.
    """

    name: str
    operator: str
    operands: tuple[Operand, ...]
    source: str
    start: int

    @property
    def names(self) -> tuple[str, ...]:
        """All variables that it asks for."""
        inner = [name for one in self.operands if isinstance(one, Expression) for name in one.names]
        return (self.name, *inner)


Operand = str | Expression
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

    def stretches(self, start: int, end: int) -> tuple[int, ...]:
        """The characters between two where a stretch begins that stood elsewhere before."""
        first = bisect_right(self.origins, start, key=lambda pair: pair[0])
        last = bisect_right(self.origins, end, key=lambda pair: pair[0])
        return tuple([here for here, _ in self.origins[first:last]])

    def hole(self, character: str) -> Expression | None:
        number = ord(character) - HOLE
        return self.holes[number] if 0 <= number < len(self.holes) else None

    def expressions(self, text: str) -> list[Expression]:
        """The expressions that stand in a piece of the text."""
        return [hole for one in _PRIVATE.findall(text) if (hole := self.hole(one)) is not None]

    def spelled(self, text: str) -> str:
        """A piece of the text as its author wrote it, for people."""
        return self.replaced(text, lambda hole: hole.source)

    def replaced(self, text: str, by: Callable[[Expression], str | None]) -> str:
        """A piece of the text with something for its holes; None leaves one."""

        def one(match: re.Match[str]) -> str:
            hole = self.hole(match[0])
            text = by(hole) if hole is not None else ""
            return match[0] if text is None else text

        return _PRIVATE.sub(one, text) if self.holes else text

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
        raise BadSubstitution("it has private characters", match.start(), is_ours=True)
    parts: list[str] = []
    holes: list[Expression] = []
    origins = [(0, 0)]
    size = at = asked = 0
    while found := _MARK.search(text, at):
        start = found.start()
        if found[0] == "${":
            hole, after = _expression(text, start, 0)
            asked += len(hole.names)
            if asked > MAX_EXPRESSIONS:
                raise BadSubstitution("it fills in too much", start, is_ours=True)
            piece = f"{text[at:start]}{chr(HOLE + len(holes))}"
            holes.append(hole)
        else:
            piece, after = text[at:start] + found[0][1], found.end()
        parts.append(piece)
        size += len(piece)
        at = after
        origins.append((size, at))
    return Template("".join([*parts, text[at:]]), tuple(holes), tuple(origins))


def evaluate(expression: Expression, lookup: Lookup) -> Value:
    """What an expression becomes; what is not known gives a symbol that derives from it."""
    name, operator, operands, source, _ = expression
    value = lookup(name) or ""
    if type(value) is str and "\n" in value:
        value = _quoted(value)
    if not operator:
        return value
    arguments = [one if isinstance(one, str) else evaluate(one, lookup) for one in operands]
    if operator in _DEFAULTS:
        default = concat(arguments)
        if isinstance(value, str):
            return value or default
        is_filled = any(
            [type(part) is str or getattr(part, "filled", False) for part in value.parts]
        )
        return value if is_filled else whole(derived(source, [value, default]))
    known = [one for one in (value, *arguments) if type(one) is str and one.isascii()]
    if len(known) == 1 + len(arguments):
        answer = _applied(operator, known[0], known[1:])
        if answer is not None:
            return answer
    return whole(_derived(source, [value, *arguments]))


def _quoted(value: str) -> str:
    """A value of several lines, which the server quotes (Go's %q)."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return f'"{"".join([escapes.get(one, one) for one in value])}"'


def _derived(source: str, values: Sequence[Value]) -> Symbol:
    """A symbol for a part of what is not known; it is as plain as that."""
    parents = [part for value in values if type(value) is Mixed for part in value.parts]
    plain = all([type(part) is str or getattr(part, "plain", False) for part in parents])
    return Symbol(source, derived(source, values).secrets, plain=plain)


def _applied(operator: str, value: str, arguments: Sequence[str]) -> str | None:
    """What becomes of a text; None: the server stumbles over it."""
    if operator == "length":
        return str(len(value))
    if operator[0] in ",^":
        change = {"^^": str.upper, ",,": str.lower, "^": str.upper, ",": str.lower}.get(operator)
        if change is None:
            return value
        return change(value) if len(operator) == 2 else change(value[:1]) + value[1:]
    if operator == ":":
        return _slice(value, arguments)
    if operator[0] == "/":
        return _replaced(operator, value, arguments)
    is_long = len(operator) == 2
    if operator[0] == "#":
        return _without(value, arguments[0], is_long=is_long)
    left = _without(value[::-1], arguments[0][::-1], is_long=is_long)
    return left[::-1] if left is not None else None


def _slice(value: str, arguments: Sequence[str]) -> str | None:
    if not all([_NUMBER.fullmatch(one) for one in arguments]):
        return value
    start = int(arguments[0])
    if start < 0:
        start = max(start + len(value), 0)
    end = start + int(arguments[1]) if len(arguments) > 1 else len(value)
    if end >= len(value):
        return value[start:]
    return value[start:end] if end >= start else None


def _replaced(operator: str, value: str, arguments: Sequence[str]) -> str | None:
    old, new = (*arguments, "")[:2]
    if len(value) * (len(new) + 1) > MAX_VALUE:
        return None
    if operator in ("/", "//"):
        return value.replace(old, new, 1 if operator == "/" else -1)
    if len(arguments) < 2:
        return value
    if operator == "/#":
        return value.replace(old, new, 1) if value.startswith(old) else value
    return value.removesuffix(old) + new if value.endswith(old) else value


def _without(value: str, pattern: str, *, is_long: bool) -> str | None:
    """`value` without the shortest or longest start that a pattern matches, and is not empty."""
    if _CLASS.search(pattern):
        return None  # brackets and backslashes are read as nobody would expect, and never needed
    sizes = _matching(value, pattern) & ~1
    if not sizes:
        return value
    return value[sizes.bit_length() - 1 if is_long else (sizes & -sizes).bit_length() - 1 :]


def _matching(value: str, pattern: str) -> int:
    """How long the starts of a text are that a pattern matches: a bit for each length."""
    places: dict[str, int] = {}
    for at, one in enumerate(value):
        places[one] = places.get(one, 0) | 1 << at
    every = (1 << len(value) + 1) - 1
    sizes = 1
    for one in pattern:
        if one == "*":
            sizes = every & ~((sizes & -sizes) - 1)
        elif one == "?":
            sizes = sizes << 1 & every
        else:
            sizes = (sizes & places.get(one, 0)) << 1
    return sizes


def _expression(text: str, start: int, depth: int) -> tuple[Expression, int]:
    """The `${…}` that begins at `start`, and where it ends; raises BadSubstitution."""
    if depth > MAX_DEPTH:
        raise BadSubstitution("its ${ nest too deeply", start, is_ours=True)
    reader = _Reader(text, start, depth)
    expression = reader.expression()
    return expression, reader.at


class _Reader:
    """Reads one `${…}` as the server does (envsubst's parse/parse.go)."""

    def __init__(self, text: str, start: int, depth: int) -> None:
        self._text = text
        self._start = start
        self._depth = depth
        self.at = start + 2

    def expression(self) -> Expression:
        is_length = self._next("#")
        self.at += is_length
        name = self._name()
        operator = "length" if is_length else self._operator()
        operands: list[Operand] = []
        if operator in _DEFAULTS:
            while not self._next("}"):
                operands.append(self._operand("}"))
        elif operator == ":":
            if not self._text[self.at : self.at + 1].isascii():
                raise self._bad()  # the server steps back too far
            operands.append(self._operand(":}"))
            if self._take(":"):
                operands.append(self._operand("}"))
        elif operator[:1] == "/":
            operands.append(self._operand("/", escapes=True))
            if not self._take("/"):
                raise self._bad()
            if not self._next("}"):
                operands.append(self._operand("}", escapes=True))
        elif operator and operator[0] in "#%":
            operands.append(self._operand("}"))
        if not self._next("}"):
            raise self._bad()
        self.at += 1
        source = self._text[self._start : self.at]
        return Expression(name, operator, tuple(operands), source, self._start)

    def _name(self) -> str:
        start = self.at
        while _NAME.match(self._text, self.at):
            self.at += 1
        if self.at == start:
            raise BadSubstitution("${ without a name", self._start)
        return self._text[start : self.at]

    def _operator(self) -> str:
        found = _OPERATOR.match(self._text, self.at)
        self.at += len(found[0]) if found else 0
        return found[0] if found else ""

    def _operand(self, closing: str, *, escapes: bool = False) -> Operand:
        """One operand: a text up to one of the characters, or another expression."""
        if self._next("${"):
            inner, self.at = _expression(self._text, self.at, self._depth + 1)
            return inner
        found: list[str] = []
        while self.at < len(self._text) and not self._next("${"):
            if escapes and (mark := _MARK.match(self._text, self.at)):
                found.append(mark[0][1])
                self.at += 2
            elif self._text[self.at] in closing:
                break
            else:
                found.append(self._text[self.at])
                self.at += 1
        if not found:
            raise self._bad()
        return "".join(found)

    def _next(self, word: str) -> bool:
        return self._text.startswith(word, self.at)

    def _take(self, character: str) -> bool:
        """Whether the character stands here, once or more; goes behind it."""
        start = self.at
        while self._next(character):
            self.at += 1
        return self.at > start

    def _bad(self) -> BadSubstitution:
        what = self._text[self._start : self._start + 20].partition("\n")[0]
        return BadSubstitution(f"{what}… is none of the server's forms", self._start)
