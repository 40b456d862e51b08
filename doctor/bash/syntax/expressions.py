"""The text of arithmetic: `$((…))`, `((…))`, `for ((…))`, offsets (bash manual, 6.5)."""

from __future__ import annotations

from doctor.bash.program import Part, Word
from doctor.bash.syntax.reader import Failure
from doctor.bash.syntax.words import Words, add
from doctor.pattern import pattern

_MATH = pattern(r"""[^\\"`$()\[\]{};:?]+""")

_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Expressions(Words):
    """Reads arithmetic as text with expansions; it is evaluated later."""

    def double_parentheses(self) -> Word | None:
        """`((…))`, or None where it turns out that these are two parentheses; `pos` stays then."""
        start, depth = self.pos, self.depth
        if start in self._not_arithmetic:
            return None
        try:
            self.pos += 2
            word = self.math(")")
            if self.follows("))"):
                self.pos += 2
                return word
        except Failure:
            self.check_time()
            self.depth = depth
        self.pos = start
        self._not_arithmetic.add(start)
        return None

    def math(self, closing: str, separators: str = "") -> Word:
        """Arithmetic text up to an unmatched `closing`, or a separator that is in no parentheses.

        A `:` that belongs to a `?` is no separator.
        """
        start = self.pos
        parts: list[Part] = []
        pending: list[str] = []
        questions = 0
        while True:
            self._quoted(parts, _MATH, '$`"\\')
            character = self.peek()
            if character == "":
                raise Failure("an expression is not closed", start)
            if not pending:
                if character == ":" and questions:
                    questions -= 1
                elif character == closing or character in separators:
                    return Word(start, self.pos, tuple(parts))
                elif character == "?":
                    questions += 1
            if character in "([{":
                pending.append(_CLOSING[character])
            elif pending and character == pending[-1]:
                pending.pop()
            elif character in ")]}":
                raise Failure("a parenthesis is not closed", start)
            if character != '"':
                add(parts, character, True)
            self.pos += 1
