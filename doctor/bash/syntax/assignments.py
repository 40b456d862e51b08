"""Assignments (bash manual, 3.4), arrays (6.7), and the words that braces make (3.5.1)."""

from __future__ import annotations

import re

from doctor.bash.program import Assignment, Element, Literal, Part, Word
from doctor.bash.syntax import braces
from doctor.bash.syntax.documents import Documents
from doctor.bash.syntax.reader import Failure
from doctor.bash.syntax.tildes import finished, with_tildes
from doctor.bash.syntax.tokens import NAME
from doctor.pattern import pattern

_ASSIGNED = pattern(rf"({NAME})(\+?=|\[)")

BRACES = "it has a brace expansion that is too long or uncertain"


class Assignments(Documents):
    """Reads words that may become many, and assignments."""

    def _word(self, words: list[Word | Assignment] | list[Word]) -> list[Part]:
        """Adds the words that a word becomes by brace expansion; returns the parts before it."""
        start = self.pos
        parts = self.parts()
        if self.pos == start:
            raise self.unexpected()
        if not parts:  # nothing but a continued line
            return parts
        for expanded in self._expanded(parts):
            if expanded:  # `{a,}` is one word only
                words.append(finished(expanded, start, self.pos))
        return parts

    def _expanded(self, parts: list[Part]) -> list[list[Part]]:
        for part in parts:
            if isinstance(part, Literal) and not part.quoted and "{" in part.text:
                try:
                    return braces.expand(parts)
                except braces.NotExpanded:
                    self.spoiled = BRACES
                    break
        return [parts]

    def _assignment(self, may_have_blanks: bool) -> Assignment | None:
        """`name=…`, or None; `pos` stays then."""
        start = self.pos
        match = _ASSIGNED.match(self.text, start, self.end)
        if match is None:
            return None
        name, operator = match.groups()
        self.pos = match.end()
        index = None
        if operator == "[":
            self.pos -= 1
            at, depth = self.pos, self.depth
            try:
                index = self.subscript()
            except Failure:
                self.check_time()
                self.depth = depth
            blank = re.search(r"[ \t\n;&|()<>]", self.text[at : self.pos])
            operator = "+=" if self.follows("+=") else "=" if self.follows("=") else ""
            if index is None or not operator or (blank is not None and not may_have_blanks):
                self.pos = start
                if (blank is not None or index is None) and may_have_blanks:
                    raise Failure("an index is not closed, or not followed by a value", at)
                return None
            self.pos += len(operator)
        value: Word | tuple[Element, ...]
        if self.peek() == "(":
            if index is not None:
                raise self.unexpected()
            value = self._elements()
            if self.pos < self.end and self.peek() not in " \t\n;&|()<>\\":
                raise self.unexpected()
        else:
            value = self.word(assigned=True)
        return Assignment(name, index, operator == "+=", value, start, self.pos)

    def _declared(self, assignment: Assignment) -> list[Word | Assignment]:
        """What an assignment behind `declare` becomes: here braces are expanded."""
        value = assignment.value
        if not isinstance(value, Word):
            return [assignment]
        source = self.text[value.start : value.end]
        if "{" not in source:
            return [assignment]
        expanded = self._expanded(list(value.parts))
        return [
            assignment._replace(value=value._replace(parts=tuple(with_tildes(parts, True))))
            for parts in expanded
        ]

    def _elements(self) -> tuple[Element, ...]:
        """`( … )` behind `name=`"""
        self.deeper()
        self.pos += 1
        elements: list[Element] = []
        while (character := self.skip_lines()) != ")":
            if character == "[":
                start = self.pos
                index = self.subscript()
                operator = "+=" if self.follows("+=") else "=" if self.follows("=") else ""
                if index is not None and operator:
                    self.pos += len(operator)
                    value = self.word(assigned=True)
                    if len(self._expanded(list(value.parts))) > 1:
                        self.spoiled = BRACES
                    elements.append(Element(index, operator == "+=", value))
                    continue
                self.pos = start
            words: list[Word] = []
            self._word(words)
            elements += [Element(None, False, word) for word in words]
        self.pos += 1
        self.depth -= 1
        return tuple(elements)
