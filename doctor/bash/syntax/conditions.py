"""`[[ … ]]` (bash manual, 3.2.5.2 and 6.4)."""

from __future__ import annotations

from doctor.bash.program import (
    Binary,
    Both,
    Condition,
    Either,
    Literal,
    Not,
    Test,
    Unary,
    Word,
)
from doctor.bash.syntax.reader import Failure
from doctor.bash.syntax.simple import SimpleCommands
from doctor.bash.syntax.tokens import WORD_END

_UNARY = frozenset(f"-{letter}" for letter in "abcdefghknoprstuvwxzGLNORS")
_BINARY = frozenset(
    ["=", "==", "!=", "=~", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt", "-ot", "-ef"]
)


class Conditions(SimpleCommands):
    """Reads conditions; `&&` binds closer than `||`."""

    def _reserved(self, word: str) -> bool:
        """Reads the reserved word, if it is here."""
        end = self.pos + len(word)
        if not self.follows(word) or WORD_END.match(self.text, end, self.end) is None:
            return False
        self.pos = end
        return True

    def _test(self) -> Test:
        start = self.pos
        self.pos += 2
        condition = self._either()
        self.skip_lines()
        if not self._reserved("]]"):
            raise self.unexpected()
        return Test(condition, start, self.pos)

    def _either(self) -> Condition:
        left = self._both()
        if self.skip_lines() and self.follows("||"):
            self.pos += 2
            self.deeper()
            left = Either(left, self._either())
            self.depth -= 1
        return left

    def _both(self) -> Condition:
        left = self._term()
        if self.skip_lines() and self.follows("&&"):
            self.pos += 2
            self.deeper()
            left = Both(left, self._both())
            self.depth -= 1
        return left

    def _term(self) -> Condition:
        self.skip_lines()
        self.deeper()
        condition: Condition
        if self._reserved("!"):
            condition = Not(self._term())
        elif self.peek() == "(":
            self.pos += 1
            condition = self._either()
            self.skip_lines()
            self.expect(")")
        else:
            condition = self._primary()
        self.depth -= 1
        return condition

    def _primary(self) -> Condition:
        left = self._operand_word()
        operator = _literal(left)
        character = self.skip()
        if operator in _UNARY:
            return Unary(operator, self._operand_word())
        if character in ("\n", ")", "&", "|", "") or self._is_end():
            return Unary("-n", left)
        if character in "<>":
            self.pos += 1
            self.skip()
            return Binary(character, left, self._operand_word())
        at = self.pos
        operator = _literal(self.word())
        if operator not in _BINARY:
            raise Failure("it is no condition that is known", at)
        self.skip()
        if operator == "=~":
            return Binary(operator, left, self._operand_word(regex=True))
        return Binary(operator, left, self._operand_word())

    def _operand_word(self, *, regex: bool = False) -> Word:
        if self._is_end():
            raise self.unexpected()
        return self.one_word(regex=regex)

    def _is_end(self) -> bool:
        return self.follows("]]") and WORD_END.match(self.text, self.pos + 2) is not None


def _literal(word: Word) -> str:
    """The text of a word that is not quoted, else ""."""
    part = word.parts[0] if len(word.parts) == 1 else None
    return part.text if isinstance(part, Literal) and not part.quoted else ""
