"""Shell patterns: what `case`, `[[ == ]]` and the parameter operators match (bash(1), Pattern
Matching), on known texts, in a UTF-8 locale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from doctor.bash import spans
from doctor.bash.classes import CLASSES, is_word
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.spans import (
    Anything,
    Choice,
    Node,
    Nonempty,
    One,
    Repeat,
    Run,
    Subject,
    Without,
    fold,
)

MAX_DEPTH = 40
"""Extended patterns inside one another."""

_SPECIAL = frozenset("*?[\\")
_EXTENDED = frozenset("?*+@!")


def compile(  # noqa: A001
    pieces: Sequence[tuple[str, bool]], extglob: bool = True, nocase: bool = False
) -> Pattern:
    """The pattern that stands in these (text, quoted) pieces; quoted text means itself.

    `extglob`: `?(…) *(…) +(…) @(…) !(…)` are patterns, as always in `[[ ]]`, elsewhere with
    `shopt -s extglob`. `nocase`: `shopt nocasematch`. Raises TooMuch and Unpredictable.
    """
    if not nocase and not any(_live(text, extglob) for text, quoted in pieces if not quoted):
        return Pattern((Run("".join([text for text, _ in pieces])),), nocase, None)
    written = "".join([_escape(text) if quoted else text for text, quoted in pieces])
    parser = _Parser(written, extglob, nocase)
    return Pattern(parser.all(), nocase, parser)


class Pattern:
    """A compiled pattern. Every method raises TooMuch where matching would take too long."""

    __slots__ = ("_nocase", "_node", "_parser", "_starts", "_subject", "literal")

    literal: str | None
    """The only text that the pattern matches, where it contains no pattern character."""

    def __init__(self, nodes: tuple[Node, ...], nocase: bool, parser: _Parser | None) -> None:
        self._node = nodes[0] if len(nodes) == 1 else spans.Sequence(nodes)
        self._nocase = nocase
        self._parser = parser
        self._subject: Subject | None = None
        self._starts: int | None = None
        self.literal = None
        if not (nocase and nodes) and all([isinstance(node, Run) for node in nodes]):
            self.literal = "".join([node.text for node in nodes if isinstance(node, Run)])

    def matches(self, text: str) -> bool:
        """Whether the pattern matches the whole text."""
        if self.literal is not None:
            return text == self.literal
        return bool(self._ends(text, 0) >> len(text))

    def shortest_prefix(self, text: str) -> int | None:
        """The length of the shortest match at the start of the text; None if there is none."""
        return _lowest(self._ends(text, 0))

    def longest_prefix(self, text: str) -> int | None:
        """The length of the longest match at the start of the text."""
        return _highest(self._ends(text, 0))

    def shortest_suffix(self, text: str) -> int | None:
        """The length of the shortest match at the end of the text."""
        start = _highest(self._before_end(text))
        return None if start is None else len(text) - start

    def longest_suffix(self, text: str) -> int | None:
        """The length of the longest match at the end of the text."""
        start = _lowest(self._before_end(text))
        return None if start is None else len(text) - start

    def occurs(self, text: str, operator: str) -> bool:
        """Whether bash looks for a part of the text to replace, for `/ // /# /%`.

        It first tries the pattern with a `*` around it, whose rest follows the rules of what
        stands behind a star. Raises Unpredictable where that star spoils the pattern, and for
        brackets that it measures wrongly.
        """
        parser = self._parser
        if parser is None:
            return True
        if parser.is_mistaken:
            raise Unpredictable("a pattern that bash cannot replace")
        grows = operator == "/%" and parser.extglob and parser.written[:1] == "("
        if not parser.has_extended and not grows:
            return True
        wide = not (text.isascii() and parser.written.isascii())
        before = "*" if wide or operator != "/#" else ""
        after = "*" if wide or operator != "/%" else ""
        around = _Parser(before + parser.written + after, True, self._nocase)
        return Pattern(around.all(), self._nocase, None).matches(text) and (
            text != "" or operator == "/%" or parser.written[0] == "*"
        )

    def search(self, text: str, at: int) -> tuple[int, int] | None:
        """Start and end of the longest match at the leftmost place from `at` on, for
        `${name/pattern/…}`."""
        if self.literal is not None:
            start = text.find(self.literal, at)
            return None if start < 0 else (start, start + len(self.literal))
        if not self.occurs(text[at:], "/"):
            return None
        subject = self._prepare(text)
        if self._starts is None:
            self._starts = subject.before(self._node, subject.everywhere)
        found = _lowest(self._starts >> at)
        if found is None:
            return None
        end = _highest(subject.after(self._node, 1 << (at + found)))
        assert end is not None
        return at + found, end

    def _prepare(self, text: str) -> Subject:
        if self._subject is None or self._subject.text != text:
            self._subject = Subject(text, self._nocase)
            self._starts = None
        return self._subject

    def _ends(self, text: str, start: int) -> int:
        return self._prepare(text).after(self._node, 1 << start)

    def _before_end(self, text: str) -> int:
        return self._prepare(text).before(self._node, 1 << len(text))


def _lowest(positions: int) -> int | None:
    return (positions & -positions).bit_length() - 1 if positions else None


def _highest(positions: int) -> int | None:
    return positions.bit_length() - 1 if positions else None


def _live(text: str, extglob: bool) -> bool:
    return not _SPECIAL.isdisjoint(text) or (extglob and "(" in text) or text[-1:] in _EXTENDED


def _escape(text: str) -> str:
    return "".join(["\\" + character for character in text])


class _Parser:
    """A pattern in which quoted characters have a backslash, read into nodes."""

    def __init__(self, written: str, extglob: bool, nocase: bool) -> None:
        self.written = written
        self.extglob = extglob
        self.fold = fold if nocase else str
        self.has_extended = False
        self.is_mistaken = False

    def all(self) -> tuple[Node, ...]:
        """The nodes of the whole pattern."""
        stripped = self.written.rstrip("\\")
        self.is_mistaken = (len(self.written) - len(stripped)) % 2 == 1
        return self.nodes(0, len(self.written), 0)

    def nodes(self, at: int, end: int, depth: int) -> tuple[Node, ...]:
        if depth > MAX_DEPTH:
            raise TooMuch("a pattern is nested too deeply")
        written = self.written
        nodes: list[Node] = []
        run: list[str] = []

        def add(node: Node) -> None:
            if run:
                nodes.append(Run(self.fold("".join(run))))
                run.clear()
            nodes.append(node)

        while at < end:
            character = written[at]
            at += 1
            if self.extglob and character in _EXTENDED and written[at : at + 1] == "(":
                self.has_extended = True
                closed = self._options(at + 1, end, depth)
                if closed is None:
                    if any([isinstance(node, Anything) for node in nodes]):
                        raise Unpredictable("a pattern that is not closed, behind a star")
                    # What is no extended pattern is compared as it stands.
                    run.append(written[at - 1 : end])
                    break
                options, at = closed
                add(_extended(character, options))
            elif character == "*":
                if not (nodes and not run and isinstance(nodes[-1], Anything)):
                    add(Anything())
            elif character == "?":
                if nodes and not run and isinstance(nodes[-1], Anything):
                    nodes.insert(-1, One(_any))
                else:
                    add(One(_any))
            elif character == "[":
                bracket = self._bracket(at)
                if bracket is None:
                    run.append("[")
                else:
                    node, at = bracket
                    add(node)
            elif character == "\\" and at < end:
                run.append(written[at])
                at += 1
            else:
                run.append(character)
        if run:
            nodes.append(Run(self.fold("".join(run))))
        return tuple(_after_stars(nodes, not depth))

    def _options(self, at: int, end: int, depth: int) -> tuple[tuple[Node, ...], int] | None:
        """The alternatives of an extended pattern and where it ends; None if it is not closed.

        A `[` hides `|`, `(` and `)` up to its `]`.
        """
        written = self.written
        cuts = [at - 1]
        depths = 0
        first = -1
        special = ""
        while at < end:
            character = written[at]
            if character == "\\":
                at += 1
            elif character == "[":
                if first < 0:
                    first = at + 1
                    if written[first : first + 1] in ("!", "^"):
                        first += 1
                elif written[at + 1 : at + 2] in (":", ".", "="):
                    special = written[at + 1]
            elif first >= 0:
                if character == "]":
                    if special and written[at - 1] == special:
                        special = ""
                    elif at != first:
                        first = -1
            elif character == "(":
                depths += 1
            elif character == ")":
                if not depths:
                    cuts.append(at)
                    break
                depths -= 1
            elif character == "|" and not depths:
                cuts.append(at)
            at += 1
        else:
            return None
        options = [
            spans.Sequence(self.nodes(start + 1, stop, depth + 1)) for start, stop in pairwise(cuts)
        ]
        return tuple(options), at + 1

    def _bracket(self, at: int) -> tuple[Node, int] | None:
        """The set behind a `[` and where it ends; None where the `[` is no bracket."""
        written = self.written
        size = len(written)
        negated = written[at : at + 1] in ("!", "^")
        at += negated
        self.is_mistaken |= bool(negated) and written[at : at + 1] == "]"
        singles: set[str] = set()
        ranges: list[tuple[str, str]] = []
        classes: list[Callable[[str], bool]] = []
        first = True
        while True:
            if at >= size:
                return None
            character = written[at]
            at += 1
            if character == "]" and not first:
                break
            first = False
            if character == "[" and written[at : at + 1] in (":", "=", "."):
                kind = written[at]
                self.is_mistaken |= kind != ":"
                close = written.find(kind + "]", at + 1)
                if kind == "=" and close != at + 2:
                    pass
                elif close < 0:
                    return None
                else:
                    name = written[at + 1 : close].replace("\\", "")
                    at = close + 2
                    if kind == ":":
                        classes.append(_class(name))
                        continue
                    if len(name) != 1:
                        raise Unpredictable(f"the collating symbol {name!r}")
                    character = name
                    if kind == "=":
                        singles.add(self.fold(character))
                        continue
            elif character == "\\":
                if at >= size:
                    return One(_none), size
                character = written[at]
                at += 1
            if written[at : at + 1] == "-" and written[at + 1 : at + 2] not in ("]", ""):
                last = written[at + 1]
                at += 2
                if last == "\\":
                    if at >= size:
                        return One(_none), size
                    last = written[at]
                    at += 1
                elif last == "[" and written[at : at + 1] == ".":
                    close = written.find(".]", at + 1)
                    if close != at + 2:
                        raise Unpredictable("a collating symbol")
                    last = written[at + 1]
                    at = close + 2
                ranges.append((self.fold(character), self.fold(last)))
            else:
                singles.add(self.fold(character))
        fold_one = self.fold

        def accepts(character: str) -> bool:
            folded = fold_one(character)
            return negated != (
                folded in singles
                or any([low <= folded <= high for low, high in ranges])
                or any([is_member(character) for is_member in classes])
            )

        return One(accepts), at


def _after_stars(nodes: list[Node], outermost: bool) -> list[Node]:
    """The nodes with what bash does differently behind a `*`.

    It tries the rest of the pattern only where some text is left, though the rest may match
    nothing. But an outermost `*!(…)…` matches where no text is left at all. Where such a star
    stands behind another, or before optional parts, what bash does has no short description:
    raises Unpredictable.
    """
    can_be_empty = True
    for at in range(len(nodes) - 1, -1, -1):
        node = nodes[at]
        if not isinstance(node, Anything):
            can_be_empty = can_be_empty and _can_be_empty(node)
        elif at + 1 < len(nodes):
            follows = nodes[at + 1]
            is_without = outermost and isinstance(follows, Without)
            if not (can_be_empty or is_without or _is_optional(follows)):
                continue
            if any([isinstance(node, Anything) for node in nodes[:at]]):
                raise Unpredictable("a pattern that can be empty behind two stars")
            if _is_optional(follows):
                if all([isinstance(node, Run | One) for node in nodes[at + 2 :]]):
                    continue
                raise Unpredictable("a pattern of optional parts behind a star")
            rest: Node = spans.Sequence(tuple(nodes[at + 1 :]))
            if can_be_empty:
                rest = Nonempty(rest)
                nodes[at + 1 :] = [rest]
                can_be_empty = False
            if is_without:
                nodes[at:] = [Choice((spans.Sequence((node, rest)), Run("")))]
                can_be_empty = True
    return nodes


def _is_optional(node: Node) -> bool:
    return isinstance(node, Repeat) and node.least == 0


def _can_be_empty(node: Node) -> bool:
    match node:
        case Run(text):
            return not text
        case One() | Nonempty():
            return False
        case spans.Sequence(items):
            return all([_can_be_empty(item) for item in items])
        case Choice(options):
            return any([_can_be_empty(option) for option in options])
        case Repeat(item, least):
            return not least or _can_be_empty(item)
        case Without(item):
            return not _can_be_empty(item)
    return True


def _class(name: str) -> Callable[[str], bool]:
    if name == "word":
        return is_word
    if name == "ascii":
        return str.isascii
    return CLASSES.get(name, _none)


def _extended(operator: str, options: tuple[Node, ...]) -> Node:
    item = options[0] if len(options) == 1 else Choice(options)
    if operator == "@":
        return item
    if operator == "!":
        return Without(item)
    return Repeat(item, int(operator == "+"), 1 if operator == "?" else None)


def _any(_: str) -> bool:
    return True


def _none(_: str) -> bool:
    return False
