"""Text to words: quoting, and patterns (bash manual, 3.1.2 and 3.5.8.1)."""

from __future__ import annotations

import re

from doctor.bash.program import Literal, Part, Word
from doctor.bash.syntax.reader import Failure, Reader, plain
from doctor.bash.syntax.tildes import with_tildes
from doctor.pattern import pattern

_WORD = pattern(r"""[^ \t\n;&|()<>\\'"`$]+""")

_NESTED = pattern(r"""[^\\'"`$()]+""")
_SUBSCRIPT = pattern(r"""[^\\'"`$\[\]]+""")
_DOUBLE = pattern(r"""[^\\"`$]+""")

_ESCAPED = pattern(r"\\(.[\x80-\xbf]*)", re.DOTALL)
_SINGLE = pattern(r"[^']*")
_ANSI_C = pattern(r"(?:[^'\\]|\\.)*", re.DOTALL)


class Words(Reader):
    """Reads words; a subclass reads the expansions in them."""

    def _dollar(self, parts: list[Part], quoted: bool) -> None:
        """What begins with a `$`."""
        raise NotImplementedError

    def _backquoted(self, parts: list[Part], quoted: bool) -> None:
        """What begins with a backquote."""
        raise NotImplementedError

    def _process_substitution(self, parts: list[Part]) -> None:
        """`<(…)` or `>(…)`."""
        raise NotImplementedError

    def word(self, *, assigned: bool = False, regex: bool = False) -> Word:
        """A word, perhaps empty; `assigned` is that behind a `name=`."""
        start = self.pos
        parts = self.parts(regex=regex)
        if parts:
            parts = with_tildes(parts, assigned)
        return Word(start, self.pos, tuple(parts))

    def parts(self, *, regex: bool = False) -> list[Part]:
        """The parts of a word, with tildes as text and braces not expanded."""
        parts: list[Part] = []
        text, end = self.text, self.end
        while True:
            self._unquoted(parts, _WORD)
            if self.pos >= end:
                break
            character = text[self.pos]
            if character in "<>" and text.startswith("(", self.pos + 1, end):
                self._process_substitution(parts)
            elif character == "(" and (regex or _is_extended_glob(parts)):
                self._nested(parts)
            elif character == "|" and regex:
                add(parts, "|", False)
                self.pos += 1
            else:
                break
        return parts

    def subscript(self) -> Word | None:
        """`[ … ]`, None where it does not close."""
        start = self.pos
        self.pos += 1
        if self.text[self.pos : self.pos + 2] in ("@]", "*]"):
            self.pos += 2
            return Word(start + 1, self.pos - 1, (Literal(self.text[start + 1], False),))
        parts: list[Part] = []
        depth = 0
        while True:
            self._unquoted(parts, _SUBSCRIPT, inside=True)
            character = self.peek()
            if character == "":
                self.pos = start
                return None
            if character == "]" and depth == 0:
                self.pos += 1
                return Word(start + 1, self.pos - 1, tuple(parts))
            depth += 1 if character == "[" else -1
            add(parts, character, True)
            self.pos += 1

    def _unquoted(self, parts: list[Part], run: re.Pattern[str], inside: bool = False) -> None:
        """Up to a character that is not in `run`, is no quote and no expansion.

        `inside` an index nothing is split, though quotes are removed.
        """
        text, end = self.text, self.end
        while self.pos < end:
            match = run.match(text, self.pos, end)
            if match is not None:
                add(parts, match[0], inside)
                self.pos = match.end()
                if self.pos >= end:
                    return
            character = text[self.pos]
            if character == '"':
                self.pos += 1
                self._double(parts)
            elif character == "$":
                self._dollar(parts, inside)
            elif character == "'":
                match = _SINGLE.match(text, self.pos + 1, end)
                assert match is not None
                if match.end() >= end:
                    raise Failure("a single quote is not closed", self.pos)
                if inside:
                    parts.append(Literal(plain(match[0]), True, single=True))
                else:
                    add(parts, match[0], True)
                self.pos = match.end() + 1
            elif character == "\\":
                if text.startswith("\n", self.pos + 1, end):
                    self.pos += 2
                    continue
                match = _ESCAPED.match(text, self.pos, end)
                add(parts, match[1] if match is not None else "\\", True)
                self.pos = match.end() if match is not None else end
            elif character == "`":
                self._backquoted(parts, inside)
            else:
                return

    def _nested(self, parts: list[Part]) -> None:
        """The parentheses of an extended pattern, or of a regular expression."""
        depth = 0
        while True:
            character = self.peek()
            if character == "":
                raise Failure("a parenthesis is not closed", self.pos)
            depth += 1 if character == "(" else -1
            add(parts, character, False)
            self.pos += 1
            if depth == 0:
                return
            self._unquoted(parts, _NESTED)

    def _double(self, parts: list[Part]) -> None:
        start, before = self.pos - 1, len(parts)
        self._quoted(parts, _DOUBLE, '$`"\\')
        if self.pos >= self.end:
            raise Failure("a double quote is not closed", start)
        self.pos += 1
        if len(parts) == before:
            add(parts, "", True)

    def _quoted(self, parts: list[Part], run: re.Pattern[str], escapable: str) -> None:
        """As in double quotes, up to a character that is not in `run` and no expansion."""
        text, end = self.text, self.end
        while self.pos < end:
            match = run.match(text, self.pos, end)
            if match is not None:
                add(parts, match[0], True)
                self.pos = match.end()
                if self.pos >= end:
                    return
            character = text[self.pos]
            if character == "$":
                self._dollar(parts, True)
            elif character == "`":
                self._backquoted(parts, True)
            elif character == "\\":
                following = text[self.pos + 1 : min(self.pos + 2, end)]
                if following == "\n":
                    self.pos += 2
                elif following and following in escapable:
                    add(parts, following, True)
                    self.pos += 2
                else:
                    add(parts, "\\", True)
                    self.pos += 1
            else:
                return

    def one_word(self, *, regex: bool = False) -> Word:
        """A word that is not empty, whose braces are text."""
        word = self.word(regex=regex)
        if word.end == word.start:
            raise self.unexpected()
        return word


def add(parts: list[Part], text: str, quoted: bool) -> None:
    text = text if text.isascii() else plain(text)
    if parts:
        last = parts[-1]
        if type(last) is Literal and last.quoted == quoted and not last.single:
            parts[-1] = Literal(last.text + text, quoted)
            return
    parts.append(Literal(text, quoted))


def _is_extended_glob(parts: list[Part]) -> bool:
    last = parts[-1] if parts else None
    return isinstance(last, Literal) and not last.quoted and last.text[-1] in "?*+@!"
