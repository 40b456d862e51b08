"""`${…}` (bash manual, 3.5.3)."""

from __future__ import annotations

import re

from doctor.bash.program import Literal, Parameter, Part, Word
from doctor.bash.syntax.expressions import Expressions
from doctor.bash.syntax.reader import Failure
from doctor.bash.syntax.tildes import with_tildes
from doctor.bash.syntax.tokens import NAME, SPECIAL
from doctor.bash.syntax.words import add
from doctor.pattern import pattern

_OPERAND = pattern(r"""[^\\'"`$}]+""")
_PATTERN = pattern(r"""[^\\'"`$}/]+""")

_DOUBLE_OPERAND = pattern(r"""[^\\"'`$}]+""")

_SINGLE = pattern(r"[^']*")


_PARAMETER = pattern(rf"({NAME})|[0-9]+|{SPECIAL}")
_LENGTH = pattern(rf"#(?=(?:{NAME}|[0-9]+|{SPECIAL})[\[}}])")
_INDIRECT = pattern(r"!(?=[A-Za-z_0-9@*#$!])")
_OPERATOR = pattern(r":?[-=?+]|##?|%%?|//|/#|/%|/|\^\^?|,,?|~~?|:|@(?=[A-Za-z]\})")


class Parameters(Expressions):
    """Reads the expansions of parameters that are in braces."""

    def _braced(self, quoted: bool) -> Parameter:
        """`${…}`"""
        text, end, start = self.text, self.end, self.pos
        self.pos += 2
        length = _LENGTH.match(text, self.pos, end) is not None
        indirect = not length and _INDIRECT.match(text, self.pos, end) is not None
        self.pos += length or indirect
        match = _PARAMETER.match(text, self.pos, end)
        if match is None:
            return self._unknown(quoted, start)
        self.pos = match.end()
        index = None
        if match[1] and self.follows("["):
            index = self.subscript()
            if index is None:
                raise Failure("an index is not closed", start)
        operator = ""
        words: tuple[Word, ...] = ()
        if not self.follows("}") and not length:
            if indirect and text[self.pos : min(self.pos + 2, end)] in ("*}", "@}"):
                operator, indirect = f"names{text[self.pos]}", False
                self.pos += 1
            else:
                found = _OPERATOR.match(text, self.pos, end)
                if found is None:
                    return self._unknown(quoted, start)
                operator = found[0]
                self.pos = found.end()
                words = self._words(operator, quoted)
        elif indirect and index is not None and text[self.pos - 3 : self.pos] in ("[@]", "[*]"):
            operator, indirect = "keys", False
        if not self.follows("}"):
            return self._unknown(quoted, start)
        self.pos += 1
        return Parameter(
            match[0], index, indirect, length, operator, words, quoted, start, self.pos
        )

    def _unknown(self, quoted: bool, start: int) -> Parameter:
        """`${…}` that bash refuses when it comes to it; where it ends is found nevertheless."""
        self._words("-", quoted)
        self.expect("}")
        self.spoiled = self.spoiled or "it has an expansion that bash does not know"
        return Parameter("", None, False, False, "", (), quoted, start, self.pos)

    def _words(self, operator: str, quoted: bool) -> tuple[Word, ...]:
        """What stands behind the operator of `${name…}`."""
        if operator == ":":
            offset = self.math("}", ":")
            if self.peek() != ":":
                return (offset,)
            self.pos += 1
            return offset, self.math("}", ":")
        if operator == "@":
            self.pos += 1
            letter = Literal(self.text[self.pos - 1], False)
            return (Word(self.pos - 1, self.pos, (letter,)),)
        if operator[0] == "/":
            pattern = self._operand(_PATTERN)
            if self.peek() != "/":
                return pattern, Word(self.pos, self.pos, ())
            self.pos += 1
            return pattern, self._operand(_OPERAND)
        if operator[-1] in "-=?+":
            return (self._double_operand() if quoted else self._operand(_OPERAND),)
        pattern = self._operand(_OPERAND)
        return (pattern,) if operator[0] in "#%" or pattern.parts else ()

    def _operand(self, run: re.Pattern[str]) -> Word:
        start = self.pos
        parts: list[Part] = []
        self._unquoted(parts, run)
        if "<(" in self.text[start : self.pos] or ">(" in self.text[start : self.pos]:
            raise Failure("a process substitution is inside an expansion", start)
        return Word(start, self.pos, tuple(with_tildes(parts, False)))

    def _double_operand(self) -> Word:
        """The word of `"${x:-…}"`: inner double quotes come off, single ones are text.

        bash pairs the single quotes nevertheless when it looks for the end.
        """
        start, pair_end = self.pos, 0
        is_inner = False
        parts: list[Part] = []
        while True:
            self._quoted(parts, _DOUBLE_OPERAND, '$`"\\}')
            character = self.peek()
            if character == "":
                raise Failure("an expansion is not closed", start)
            if pair_end and (self.pos > pair_end or (is_inner and self.pos == pair_end)):
                raise Failure("a single quote is inside a quoted expansion", pair_end)
            if character == "}" and not is_inner and not pair_end:
                return Word(start, self.pos, tuple(parts))
            if character == '"':
                is_inner = not is_inner
                add(parts, "", True)
            else:
                add(parts, character, True)
            if character == "'" and not is_inner:
                pair_end = 0 if pair_end else self._paired_quote()
            self.pos += 1

    def _paired_quote(self) -> int:
        """Where the single quote ends that begins here."""
        match = _SINGLE.match(self.text, self.pos + 1, self.end)
        assert match is not None
        if match.end() >= self.end:
            raise Failure("a single quote is inside a quoted expansion", self.pos)
        return match.end()
