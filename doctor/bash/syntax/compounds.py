"""Compound commands and functions (bash manual, 3.2.5 and 3.3)."""

from __future__ import annotations

from collections.abc import Callable

from doctor.bash.program import (
    Arm,
    Block,
    Case,
    CFor,
    Command,
    For,
    Function,
    Group,
    If,
    Let,
    Literal,
    Select,
    Subshell,
    Unreadable,
    While,
    Word,
)
from doctor.bash.syntax.conditions import Conditions
from doctor.bash.syntax.reader import Failure
from doctor.bash.syntax.tokens import CLOSER, FUNCTION, NAME, OPENER, WORD_END
from doctor.pattern import pattern

_ENDS = r"(?=[ \t\n;&|()<>]|\\\n[ \t]|\Z)"

_NAME = pattern(NAME)


class Compounds(Conditions):
    """Reads what begins with a reserved word or a parenthesis."""

    def _command(self) -> Command:
        """One command of a pipeline."""
        raise NotImplementedError

    def _compound(self, opener: str) -> Command:
        self.deeper()
        command = _COMPOUNDS[opener](self)
        self.depth -= 1
        return command

    def _body(self, *closers: str) -> tuple[Block, str]:
        """A list that is not empty, and which of `closers` ends it."""
        block = self.block()
        if not block.commands:
            raise self.unexpected()
        match = CLOSER.match(self.text, self.pos, self.end)
        if match is None or match[0] not in closers:
            raise self.unexpected()
        self.pos = match.end()
        return block, match[0]

    def _if(self) -> If:
        start = self.pos
        branches = []
        otherwise = None
        self.pos += len("if")
        while True:
            condition, _ = self._body("then")
            body, closer = self._body("elif", "else", "fi")
            branches.append((condition, body))
            if closer == "else":
                otherwise, closer = self._body("fi")
            if closer == "fi":
                return If(tuple(branches), otherwise, start, self.pos)

    def _while(self) -> While:
        start = self.pos
        until = self.follows("until")
        self.pos += 5
        condition, _ = self._body("do")
        body, _ = self._body("done")
        return While(condition, body, until, start, self.pos)

    def _group(self) -> Group:
        start = self.pos
        self.pos += 1
        body, _ = self._body("}")
        return Group(body, start, self.pos)

    def _parentheses(self) -> Subshell | Let:
        start = self.pos
        if self.follows("(("):
            text = self.double_parentheses()
            if text is not None:
                return Let(text, start, self.pos)
        self.pos += 1
        body, _ = self._body(")")
        return Subshell(body, start, self.pos)

    def _loop_body(self) -> Block:
        self.skip_lines()
        if self._reserved("do"):
            return self._body("done")[0]
        if self._reserved("{"):
            return self._body("}")[0]
        raise self.unexpected()

    def _for(self) -> Command:
        start = self.pos
        self.pos += len("for")
        if self.skip() == "(":
            return self._c_for(start)
        return self._in_words(For, start)

    def _select(self) -> Command:
        start = self.pos
        self.pos += len("select")
        self.skip()
        return self._in_words(Select, start)

    def _in_words(self, kind: type[For] | type[Select], start: int) -> Command:
        match = _NAME.match(self.text, self.pos, self.end)
        if match is None:
            raise self.unexpected()
        name = match[0]
        self.pos = match.end()
        if WORD_END.match(self.text, self.pos, self.end) is None:
            raise self.unexpected()
        words: list[Word] | None = None
        if self.skip() == ";":
            self.pos += 1
        elif self.skip_lines() and self._reserved("in"):
            words = []
            while self.skip() not in (";", "\n", ""):
                self._word(words)
            if self.peek() == ";":
                self.pos += 1
        body = self._loop_body()
        return kind(name, None if words is None else tuple(words), body, start, self.pos)

    def _c_for(self, start: int) -> CFor:
        self.expect("((")
        first = self.math(")", ";")
        self.expect(";")
        condition = self.math(")", ";")
        self.expect(";")
        step = self.math(")", ";")
        self.expect("))")
        if self.skip() == ";":
            self.pos += 1
        body = self._loop_body()
        return CFor(first, condition, step, body, start, self.pos)

    def _case(self) -> Case:
        start = self.pos
        self.pos += len("case")
        self.skip()
        subject = self.one_word()
        self.skip_lines()
        if not self._reserved("in"):
            raise self.unexpected()
        arms: list[Arm] = []
        while self.skip_lines():
            if self._reserved("esac"):
                return Case(subject, tuple(arms), start, self.pos)
            if self.peek() == "(":
                self.pos += 1
                self.skip()
            patterns = [self.one_word()]
            while self.skip() == "|":
                self.pos += 1
                self.skip()
                patterns.append(self.one_word())
            self.expect(")")
            body = self.block()
            match = CLOSER.match(self.text, self.pos, self.end)
            ending = match[0] if match is not None else ""
            if ending in (";;", ";&", ";;&"):
                self.pos += len(ending)
            elif ending != "esac":
                raise self.unexpected()
            arms.append(Arm(tuple(patterns), body, ending if ending != "esac" else ";;"))
        raise self.unexpected()

    def _function(self, start: int) -> Function:
        """`function name`"""
        self.pos += len("function")
        self.skip()
        at = self.pos
        parts = self.parts()
        name = parts[0] if len(parts) == 1 else None
        if not isinstance(name, Literal) or name.quoted or not name.text:
            raise Failure("the name of a function is quoted or expanded", at)
        match = FUNCTION.match(self.text, self.pos, self.end)
        if match is not None:
            self.pos = match.end()
        return self._function_body(name.text, start)

    def _function_body(self, name: str, start: int) -> Function:
        self.skip_lines()
        match = OPENER.match(self.text, self.pos, self.end)
        if match is None or match[0] in ("function", "coproc"):
            raise Failure("a function has no compound command for its body", self.pos)
        body = self._redirected(self._compound(match[0]))
        return Function(name, body, start, body.end)

    def _coprocess(self, start: int) -> Unreadable:
        self.pos += len("coproc")
        self.skip()
        match = _NAME.match(self.text, self.pos, self.end)
        before = self.pos
        if match is not None and OPENER.match(self.text, self.pos, self.end) is None:
            self.pos = match.end()
            self.skip()
            if self.pos == match.end() or not OPENER.match(self.text, self.pos, self.end):
                self.pos = before
        command = self._command()
        return Unreadable("it is a coprocess", start, command.end)


_COMPOUNDS: dict[str, Callable[[Compounds], Command]] = {
    "if": Compounds._if,
    "for": Compounds._for,
    "while": Compounds._while,
    "until": Compounds._while,
    "case": Compounds._case,
    "select": Compounds._select,
    "{": Compounds._group,
    "[[": Compounds._test,
    "(": Compounds._parentheses,
}
