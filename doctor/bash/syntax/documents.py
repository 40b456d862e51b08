"""Here-documents (bash manual, 3.6.6)."""

from __future__ import annotations

from doctor.bash.program import Literal, Part, Word
from doctor.bash.syntax.expansions import Expansions, moved
from doctor.bash.syntax.reader import Failure, as_bytes, plain
from doctor.bash.syntax.words import add
from doctor.pattern import pattern

_DOCUMENT = pattern(r"""[^\\`$]+""")


class Documents(Expansions):
    """Reads here-documents, whose bodies begin behind the line of their operators."""

    def here_document(self, operator_at: int, strips: bool) -> Word:
        """The body that belongs to the operator at `operator_at`; reads the delimiter."""
        spoiled = self.spoiled
        if operator_at not in self._bodies:
            self._find_bodies(operator_at, strips)
        self.skip()
        self.parts()
        body, why = self._bodies[operator_at]
        self.spoiled = spoiled or why
        return body

    def _find_bodies(self, operator_at: int, strips: bool) -> None:
        """Reads the rest of the line for the sake of the bodies that follow it."""
        before = self.pos
        waiting = [(operator_at, strips, *self._delimiter())]
        while (character := self.skip()) not in ("\n", ""):
            if character == "<" and self.follows("<<") and not self.follows("<<<"):
                at = self.pos
                self.pos += 2
                strips = self.follows("-")
                self.pos += strips
                waiting.append((at, strips, *self._delimiter()))
            elif self.follows("<<<"):
                self.pos += 3
            elif not self.parts():
                self.pos += 1
        newline = self.pos
        self.pos = min(newline + 1, self.end)
        for at, strips, delimiter, is_quoted in waiting:
            self.spoiled = ""
            body = self._here_body(at, delimiter, strips, is_quoted)
            self._bodies[at] = body, self.spoiled
        self._after_bodies[newline] = self.pos
        self.pos = before

    def _delimiter(self) -> tuple[str, bool]:
        self.skip()
        start = self.pos
        parts = self.parts()
        if not parts:
            raise self.unexpected()
        if any([not isinstance(part, Literal) for part in parts]):
            raise Failure("the delimiter of a here-document is an expansion", start)
        source = self.text[start : self.pos]
        text = "".join([part.text for part in parts if isinstance(part, Literal)])
        return as_bytes(text), any([mark in source for mark in "\\'\""])

    def _here_body(self, operator_at: int, delimiter: str, strips: bool, is_quoted: bool) -> Word:
        text, start = self.text, self.pos
        lines: list[tuple[int, int]] = []
        is_continued = False
        while True:
            if self.pos >= self.end:  # bash warns, and takes what there is
                break
            at = self.pos
            stop = text.find("\n", at, self.end)
            stop = self.end if stop < 0 else stop
            if strips and not is_continued:
                while at < stop and text[at] == "\t":
                    at += 1
            self.pos = min(stop + 1, self.end)
            if not is_continued and text[at:stop] == delimiter:
                break
            lines.append((at, self.pos))
            backslashes = 0
            while (
                not is_quoted and stop - backslashes > at and text[stop - backslashes - 1] == "\\"
            ):
                backslashes += 1
            is_continued = backslashes % 2 == 1
        end = lines[-1][1] if lines else start
        after = self.pos
        # bash ends the last line of a script, where its author has not.
        missing = "\n" if lines and text[end - 1] != "\n" else ""
        if is_quoted:
            body = "".join([text[first:last] for first, last in lines])
            return Word(start, end, (Literal(plain(body) + missing, True),))
        if strips:
            offsets = [at for first, last in lines for at in range(first, last)]
            inner = self._derived("".join([text[at] for at in offsets]))
            parts = moved(tuple(inner._document(missing)), [*offsets, end])
            self.spoiled = inner.spoiled
            return Word(start, end, parts)
        before, self.pos, self.end = self.end, start, end
        parts = self._document(missing)
        self.pos, self.end = after, before
        return Word(start, end, tuple(parts))

    def _document(self, missing: str) -> list[Part]:
        parts: list[Part] = []
        self._quoted(parts, _DOCUMENT, "$`\\")
        if self.pos < self.end:
            raise self.unexpected()
        if missing:
            add(parts, missing, True)
        return parts
