"""Where in the text the parser is, and what it may cost.

The text is held as one character per byte of UTF-8, so that every position is a byte offset.
"""

from __future__ import annotations

import time

from doctor.bash.program import Block, Word
from doctor.pattern import pattern

MAX_DEPTH = 60
"""Nesting of commands and expansions beyond which a script is not read."""

_GAP = pattern(r"(?:[ \t]+|\\\n)*(?:#[^\n]*)?")


class Failure(Exception):
    """The text cannot be read from `at` on; `why` is a clause."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(why)
        self.why = why
        self.at = at


class Reader:
    """Reads words from `data[pos:end]`; a subclass reads the commands that they hold.

    Every method reads from `pos`, leaves it behind what it has read, and raises `Failure`.
    """

    def __init__(self, text: str, deadline: float | None, depth: int = 0) -> None:
        self.text = text
        self.pos = 0
        self.end = len(text)
        self.deadline = deadline
        self.depth = depth
        self._bodies: dict[int, tuple[Word, str]] = {}
        self._after_bodies: dict[int, int] = {}
        self._not_arithmetic: set[int] = set()
        self.spoiled = ""
        """Why the command that is being read cannot be told, though where it ends is known."""

    def block(self) -> Block:
        """The commands up to something that ends a list, or to the end."""
        raise NotImplementedError

    def peek(self) -> str:
        """The next character, "" at the end."""
        return self.text[self.pos] if self.pos < self.end else ""

    def follows(self, text: str) -> bool:
        return self.text.startswith(text, self.pos, self.end)

    def skip(self) -> str:
        """Blanks and a comment; returns the character behind them ("" at the end)."""
        match = _GAP.match(self.text, self.pos, self.end)
        assert match is not None
        self.pos = match.end()
        return self.text[self.pos] if self.pos < self.end else ""

    def newline(self) -> None:
        """A newline, and the here-documents that begin behind it."""
        self.pos = self._after_bodies.get(self.pos, self.pos + 1)

    def skip_lines(self) -> str:
        """Blanks, comments and newlines; returns the character behind them."""
        while (character := self.skip()) == "\n":
            self.newline()
        return character

    def expect(self, text: str) -> None:
        """One piece of punctuation."""
        if not self.follows(text):
            raise self.unexpected()
        self.pos += len(text)

    def unexpected(self) -> Failure:
        if self.pos >= self.end:
            return Failure("the text ends too early", self.pos)
        return Failure(f"a {plain(self.text[self.pos])!r} does not belong here", self.pos)

    def deeper(self) -> None:
        """One level down; raises where it is too deep, or too late."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Failure("it is nested too deeply", self.pos)
        self.check_time()

    def check_time(self) -> None:
        if self.deadline is not None and time.thread_time() > self.deadline:
            raise Failure("reading it takes too long", self.pos)


def plain(text: str) -> str:
    """Text as its author wrote it, of text that is held as bytes."""
    return text if text.isascii() else text.encode("latin-1").decode("utf-8", "surrogateescape")


def as_bytes(text: str) -> str:
    """Text with one character per byte of its UTF-8."""
    if text.isascii():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("latin-1")
