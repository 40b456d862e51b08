"""Simple commands and redirections (bash manual, 3.7.1 and 3.6)."""

from __future__ import annotations

from doctor.bash.program import (
    Assignment,
    Command,
    Literal,
    Redirect,
    Redirected,
    Simple,
    Word,
)
from doctor.bash.syntax.assignments import BRACES, Assignments
from doctor.bash.syntax.reader import Failure, plain
from doctor.bash.syntax.tildes import with_tildes
from doctor.bash.syntax.tokens import FUNCTION
from doctor.pattern import pattern

_REDIRECT = pattern(
    r"(?:([0-9]{1,9})|\{([A-Za-z_][A-Za-z0-9_]*)\})?"
    r"(<<<|<<-?|<&|<>|<(?!\()|>>|>&|>\||>(?!\())|(&>>?)"
)
_PLAIN = pattern(r"[A-Za-z0-9_./:,%@^-]+(?=[ \t\n;&|)]|\Z)")
_ODD_NAME = pattern(r"""([^\s;&|()<>\\'"`$]+[?*+@!])\([ \t]*\)""")
"""`really?()` is a function, not the pattern that `shopt -s extglob` would make of it."""

_DECLARES = frozenset(["declare", "export", "local", "readonly", "typeset"])
_TAKES_ARRAYS = frozenset(["alias", "eval", "let"])
"""Builtins behind which bash reads `a=(…)`, but as a word."""


_ENDINGS = ("\n", ";", "&", "|", ")", "")


class SimpleCommands(Assignments):
    """Reads a command up to what ends it; a subclass reads the bodies of functions."""

    def _function_body(self, name: str, start: int) -> Command:
        """What stands behind `name ()`."""
        raise NotImplementedError

    def _redirected(self, command: Command) -> Command:
        redirects: list[Redirect] = []
        while self.skip() and self._redirect(redirects):
            pass
        if not redirects:
            self.pos = max(self.pos, command.end)
            return command
        return Redirected(command, tuple(redirects), command.start, redirects[-1].end)

    def _simple(self) -> Command:
        start = self.pos
        assignments: list[Assignment] = []
        words: list[Word | Assignment] = []
        redirects: list[Redirect] = []
        text, end = self.text, self.end
        declares = False
        last = start
        while True:
            character = self.skip()
            if character in _ENDINGS and not self.follows("&>"):
                break
            at = self.pos
            match = _PLAIN.match(text, at, end)
            if match is not None:
                self.pos = match.end()
                words.append(Word(at, self.pos, (Literal(match[0], False),)))
                if len(words) == 1:
                    declares = match[0] in _DECLARES
                    if self._is_function(assignments, redirects):
                        return self._function_body(match[0], start)
            elif self._redirect(redirects):
                pass
            elif not words and (assignment := self._assignment(True)) is not None:
                assignments.append(assignment)
            elif declares and (assignment := self._assignment(False)) is not None:
                words += self._declared(assignment)
            elif character == "(":
                self._array_in_word(words)
            elif not words and (odd := _ODD_NAME.match(text, at, end)) is not None:
                if assignments or redirects:
                    raise self.unexpected()
                self.pos = odd.end()
                return self._function_body(plain(odd[1]), start)
            else:
                source = self._word(words)
                if len(words) == 1 and self._is_function(assignments, redirects):
                    name = source[0] if len(source) == 1 else None
                    if not isinstance(name, Literal) or name.quoted:
                        raise Failure("the name of a function is quoted or expanded", start)
                    return self._function_body(name.text, start)
            last = self.pos
        if not (assignments or words or redirects):
            raise self.unexpected()
        return Simple(tuple(assignments), tuple(words), tuple(redirects), start, last)

    def _array_in_word(self, words: list[Word | Assignment]) -> None:
        """`( … )` behind the `a=` that has just been read as a word."""
        command = self.text[words[0].start : words[0].end] if words else ""
        if command not in _TAKES_ARRAYS or self.text[self.pos - 1] != "=":
            raise self.unexpected()
        self._elements()
        self.spoiled = f"it gives an array to {command}"

    def _redirect(self, redirects: list[Redirect]) -> bool:
        """Adds a redirection, if one begins here."""
        start = self.pos
        match = _REDIRECT.match(self.text, start, self.end)
        if match is None:
            return False
        number, name, operator, both = match.groups()
        operator = operator or both
        fd = int(number) if number else name
        self.pos = match.end()
        if operator in ("<<", "<<-"):
            target = self.here_document(match.start(3), operator == "<<-")
            redirects.append(Redirect(fd, "<<", target, start, self.pos))
            return True
        self.skip()
        at = self.pos
        parts = self.parts()
        if self.pos == at:
            raise self.unexpected()
        expanded = [parts] if operator == "<<<" else self._expanded(parts)
        if len(expanded) > 1:
            self.spoiled = BRACES
        target = Word(at, self.pos, tuple(with_tildes(expanded[0], False)))
        redirects.append(Redirect(fd, operator, target, start, self.pos))
        return True

    def _is_function(self, assignments: list[Assignment], redirects: list[Redirect]) -> bool:
        if assignments or redirects or self.peek() not in (" ", "\t", "("):
            return False
        match = FUNCTION.match(self.text, self.pos, self.end)
        if match is None:
            return False
        self.pos = match.end()
        return True
