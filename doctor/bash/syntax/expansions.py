"""What begins with a `$`, a backquote, `<(` and `>(` (bash manual, 3.5)."""

from __future__ import annotations

import re
from typing import Any, Self

from doctor.bash.program import (
    Arithmetic,
    Block,
    Parameter,
    Part,
    ProcessSubstitution,
    Substitution,
    Unreadable,
)
from doctor.bash.syntax.ansi import ansi_c
from doctor.bash.syntax.parameters import Parameters
from doctor.bash.syntax.reader import Failure
from doctor.bash.syntax.tokens import NAME, SPECIAL
from doctor.bash.syntax.words import add
from doctor.pattern import pattern

_ANSI_C = pattern(r"(?:[^'\\]|\\.)*", re.DOTALL)

_BACKQUOTED = pattern(r"(?:[^`\\]|\\.)*", re.DOTALL)
_VARIABLE = pattern(rf"({NAME})|[0-9]|{SPECIAL}")

_CONTINUED_NAME = pattern(r"(?:\\\n)+[A-Za-z0-9_]")


class Expansions(Parameters):
    """Reads expansions, and with the commands of a subclass those that hold commands."""

    def _dollar(self, parts: list[Part], quoted: bool) -> None:
        text, end, start = self.text, self.end, self.pos
        match = _VARIABLE.match(text, start + 1, end)
        if match is not None:
            self.pos = match.end()
            if match[1] and _CONTINUED_NAME.match(text, self.pos, end):
                raise Failure("a name goes on in the next line", self.pos)
            parts.append(
                Parameter(match[0], None, False, False, "", (), quoted, start, match.end())
            )
            return
        character = text[start + 1 : min(start + 2, end)]
        if character == "{":
            self.deeper()
            parts.append(self._braced(quoted))
            self.depth -= 1
        elif character == "(":
            self.deeper()
            arithmetic = self._arithmetic(quoted) if text.startswith("((", start + 1, end) else None
            parts.append(arithmetic or self._substitution(quoted))
            self.depth -= 1
        elif character == "[":
            self.deeper()
            self.pos += 2
            word = self.math("]")
            self.expect("]")
            self.depth -= 1
            parts.append(Arithmetic(word, quoted, start, self.pos))
        elif character == "'" and not quoted:
            match = _ANSI_C.match(text, start + 2, end)
            assert match is not None
            if match.end() >= end:
                raise Failure("a single quote is not closed", start)
            add(parts, ansi_c(match[0]), True)
            self.pos = match.end() + 1
        elif character == '"' and not quoted:
            self.pos += 2
            self._double(parts)
        elif text.startswith("\\\n", start + 1, end):
            raise Failure("an expansion goes on in the next line", start)
        else:
            add(parts, "$", quoted)
            self.pos += 1

    def _substitution(self, quoted: bool) -> Substitution:
        start = self.pos
        self.pos += 2
        body = self.block()
        self.expect(")")
        return Substitution(body, quoted, start, self.pos)

    def _process_substitution(self, parts: list[Part]) -> None:
        start = self.pos
        self.deeper()
        self.pos += 2
        body = self.block()
        self.expect(")")
        self.depth -= 1
        parts.append(ProcessSubstitution(body, self.text[start] == ">", start, self.pos))

    def _backquoted(self, parts: list[Part], quoted: bool) -> None:
        """The text is unescaped first, and then read as a script of its own."""
        start = self.pos
        match = _BACKQUOTED.match(self.text, start + 1, self.end)
        assert match is not None
        if match.end() >= self.end:
            raise Failure("a backquote is not closed", start)
        escapable = '$`\\"' if quoted else "$`\\"
        offsets, raw, at = [], self.text, start + 1
        while at < match.end():
            if raw[at] == "\\" and raw[at + 1] in escapable:
                at += 1
            offsets.append(at)
            at += 1
        offsets.append(at)
        self.deeper()
        inner = self._derived("".join([raw[offset] for offset in offsets[:-1]]))
        # It is parsed only when it is run: what is wrong in it stays in it.
        try:
            body = inner.block()
            if inner.pos < inner.end:
                raise inner.unexpected()
        except Failure as failure:
            body = Block((Unreadable(failure.why, 0, inner.end),), 0, inner.end)
        self.depth -= 1
        self.check_time()
        self.pos = match.end() + 1
        parts.append(Substitution(moved(body, offsets), quoted, start, self.pos))

    def _derived(self, text: str) -> Self:
        return type(self)(text, self.deadline, self.depth)

    def _arithmetic(self, quoted: bool) -> Arithmetic | None:
        start = self.pos
        self.pos += 1
        word = self.double_parentheses()
        if word is None:
            self.pos = start
            return None
        return Arithmetic(word, quoted, start, self.pos)


def moved(node: Any, offsets: list[int]) -> Any:
    """A tree of a derived text, with the positions in the text that it was derived from."""
    if not isinstance(node, tuple):
        return node
    fields = getattr(node, "_fields", None)
    if fields is None:
        return tuple([moved(item, offsets) for item in node])
    values = {field: moved(value, offsets) for field, value in zip(fields, node, strict=True)}
    if "start" in fields:
        start, end = values["start"], values["end"]
        values["start"] = offsets[start]
        # Behind the last character, not in front of the next one.
        values["end"] = offsets[end - 1] + 1 if end > start else offsets[end]
    return type(node)(**values)
