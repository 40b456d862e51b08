"""The text of one pipeline file: where its parts stand, and what is wrong with them."""

from __future__ import annotations

from bisect import bisect_right

from doctor.place import Place
from doctor.record import NamedTuple
from doctor.woodpecker.substitution import Expression, Template
from doctor.woodpecker.syntax import Malformed, Node, Scalar


class Finding(NamedTuple):
    """Something that the server ignores, or refuses, and where."""

    place: Place
    why: str


class Document:
    """A file and what is found in it, which `template` fills in.

    `refused` says why the server makes nothing of it. `unclear` is what hides some of its parts, or
    may. `ignored` is what it passes over.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.refused: list[Finding] = []
        self.unclear: list[Finding] = []
        self.ignored: list[Finding] = []
        self.template = Template("", (), ((0, 0),))
        self._lines = [0, *[at + 1 for at, one in enumerate(text) if one == "\n"]]

    def place(self, node: Node) -> Place:
        """Where a part stands in the file."""
        origin = self.template.origin
        return self.place_between(origin(node.start), origin(max(node.start, node.end - 1)) + 1)

    def place_of(self, expression: Expression) -> Place:
        """Where a `${…}` stands in the file."""
        return self.place_between(expression.start, expression.start + len(expression.source))

    def point(self, index: int) -> tuple[int, int]:
        """The line and column, from 0, of a character that the YAML reader gets."""
        return self._point(self.template.origin(index))

    def place_between(self, start: int, end: int) -> Place:
        """The characters from `start` up to `end` of the file as it is written."""
        first, last = self._point(start), self._point(max(start, end - 1))
        return Place(self.path, first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 2)

    def _point(self, index: int) -> tuple[int, int]:
        line = bisect_right(self._lines, index) - 1
        return line, index - self._lines[line]

    def refuse(self, node: Node, why: str) -> None:
        """The server makes nothing of the file, because of this part."""
        found = Finding(self.place(node), why)
        self.refused.append(found)
        if isinstance(node, Scalar) and self.template.expressions(node.text):
            self.unclear.append(found)  # as it may be filled in elsewhere

    def ignore(self, node: Node, why: str) -> None:
        """The server passes this part over."""
        self.ignored.append(Finding(self.place(node), why))

    def malformed(self, bad: Malformed, index: int) -> None:
        """The text cannot be read, because of this character."""
        found = Finding(self.place_between(index, index + 1), bad.why)
        self.unclear.append(found)
        if not bad.is_ours:
            self.refused.append(found)
