"""Where a regular language begins and ends in a text, computed without backtracking.

A set of positions in the text is an integer with one bit for each position (0 to its length). A
node of the language carries a whole set of positions over at once, forwards (`after`) or
backwards (`before`), so that the time is polynomial whatever the expression. Shell patterns and
POSIX regular expressions both become these nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from doctor.bash.limits import TooMuch
from doctor.record import NamedTuple

MAX_STEPS = 100_000
"""Steps of one matching; a step handles up to a thousand characters."""


class Run(NamedTuple):
    """These characters, one after the other; where case is ignored they are lower case."""

    text: str


class One(NamedTuple):
    """One character that the predicate accepts: it is given the character as it stands."""

    accepts: Callable[[str], bool]


class Anything(NamedTuple):
    """Any text, also none."""


class Sequence(NamedTuple):
    items: tuple[Node, ...]


class Choice(NamedTuple):
    options: tuple[Node, ...]


class Repeat(NamedTuple):
    """`item` at least `least` and at most `most` times; without end where `most` is None."""

    item: Node
    least: int
    most: int | None


class Without(NamedTuple):
    """Any text but those that `item` matches."""

    item: Node


class Nonempty(NamedTuple):
    """What `item` matches, but for no text."""

    item: Node


class Edge(NamedTuple):
    """No text, in a place that the predicate accepts: it is given the text and the position."""

    holds: Callable[[str, int], bool]


class Group(NamedTuple):
    """A part that is captured under this number."""

    number: int
    item: Node


Node = Run | One | Anything | Sequence | Choice | Repeat | Without | Nonempty | Edge | Group


def fold(text: str) -> str:
    """In lower case, character by character."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join([c.lower() if len(c.lower()) == 1 else c for c in text])


class Subject:
    """A text with what is known about where its characters stand."""

    def __init__(self, text: str, nocase: bool) -> None:
        self.text = text
        self.folded = fold(text) if nocase else text
        self.everywhere = (2 << len(text)) - 1
        self._steps = MAX_STEPS
        self._cost = 1 + (len(text) >> 10)
        self._masks: dict[str, int] = {}
        self._accepted: dict[Callable[[str], bool], int] = {}
        self._edges: dict[Callable[[str, int], bool], int] = {}

    def after(self, node: Node, at: int) -> int:
        """Where a match of the node can end that begins in one of the positions `at`."""
        self._spend()
        match node:
            case Run(text):
                if at & (at - 1) == 0:
                    start = at.bit_length() - 1
                    return at << len(text) if self.folded.startswith(text, start) else 0
                for character in text:
                    at = (at & self._mask(character)) << 1
                return at
            case One(accepts):
                return (at & self._accepting(accepts)) << 1
            case Anything():
                return self.everywhere & -(at & -at)
            case Sequence(items):
                for item in items:
                    if not at:
                        break
                    at = self.after(item, at)
                return at
            case Without(item):
                found = 0
                while at:
                    start = at & -at
                    at ^= start
                    found |= (self.everywhere & -start) & ~self.after(item, start)
                return found
            case _:
                return self._either_way(self.after, node, at)

    def before(self, node: Node, at: int) -> int:
        """Where a match of the node can begin that ends in one of the positions `at`."""
        self._spend()
        match node:
            case Run(text):
                for character in reversed(text):
                    at = (at >> 1) & self._mask(character)
                return at
            case One(accepts):
                return (at >> 1) & self._accepting(accepts)
            case Anything():
                return (1 << at.bit_length()) - 1
            case Sequence(items):
                for item in reversed(items):
                    if not at:
                        break
                    at = self.before(item, at)
                return at
            case Without(item):
                found = 0
                while at:
                    end = at & -at
                    at ^= end
                    found |= (2 * end - 1) & ~self.before(item, end)
                return found
            case _:
                return self._either_way(self.before, node, at)

    def _either_way(self, go: Callable[[Node, int], int], node: Node, at: int) -> int:
        match node:
            case Choice(options):
                found = 0
                for option in options:
                    found |= go(option, at)
                return found
            case Repeat(item, least, most):
                for _ in range(least):
                    self._spend()
                    at = go(item, at)
                    if not at:
                        return 0
                found = fresh = at
                rounds = 0
                while fresh and (most is None or rounds < most - least):
                    fresh = go(item, fresh) & ~found
                    found |= fresh
                    rounds += 1
                return found
            case Nonempty(item):
                found = 0
                while at:
                    start = at & -at
                    at ^= start
                    found |= go(item, start) & ~start
                return found
            case Edge(holds):
                return at & self._edge(holds)
            case Group(_, item):
                return go(item, at)
        raise AssertionError(node)

    def _spend(self) -> None:
        self._steps -= self._cost
        if self._steps < 0:
            raise TooMuch("a pattern takes too long to match")

    def _mask(self, character: str) -> int:
        """The positions before which this character stands."""
        mask = self._masks.get(character)
        if mask is None:
            mask = self._masks[character] = _bits(c == character for c in reversed(self.folded))
        return mask

    def _accepting(self, accepts: Callable[[str], bool]) -> int:
        mask = self._accepted.get(accepts)
        if mask is None:
            good = {c for c in set(self.text) if accepts(c)}
            mask = self._accepted[accepts] = _bits(c in good for c in reversed(self.text))
        return mask

    def _edge(self, holds: Callable[[str, int], bool]) -> int:
        mask = self._edges.get(holds)
        if mask is None:
            positions = range(len(self.text), -1, -1)
            mask = self._edges[holds] = _bits(holds(self.text, i) for i in positions)
        return mask


def _bits(flags: Iterable[bool]) -> int:
    """The number with these bits, the highest first."""
    return int("".join(["1" if flag else "0" for flag in flags]) or "0", 2)
