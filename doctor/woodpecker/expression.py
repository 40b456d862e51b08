"""`evaluate:` of a condition, as far as it can be decided (expr-lang.org, language definition)."""

from __future__ import annotations

import re
from collections.abc import Callable

from doctor.bash.values import Value
from doctor.pattern import pattern
from doctor.woodpecker.globs import MAX_PATTERN

_TOKEN = pattern(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(?P<number>\d+(?:\.\d+)?)
    |(?P<name>[A-Za-z_]\w*)|(?P<sign>&&|\|\||==|!=|<=|>=|[!<>()\[\],]))""",
    re.VERBOSE,
)
_WORDS = {"and": "&&", "or": "||", "not": "!"}
_ON_TEXTS = ("in", "contains", "startsWith", "endsWith", "matches")
"""What `not` may stand before."""
_COMPARISONS = ("==", "!=", "<", ">", "<=", ">=", *_ON_TEXTS)
MAX_DEPTH = 40

Known = str | bool | float | tuple["Known | None", ...]
"""A value; None where one stands for what is not known."""


class _Unreadable(Exception):
    """The expression is beyond what is read here, or an error."""


def decide(text: str, lookup: Callable[[str], Value | None]) -> bool | None:
    """Whether an expression holds; None: not known. A name that is not set is an empty text."""
    try:
        parser = _Parser(_tokens(text), lookup)
        answer = parser.either()
        parser.end()
    except _Unreadable:
        return None
    return answer if isinstance(answer, bool) else None


def _tokens(text: str) -> list[tuple[str, str]]:
    found = []
    at = 0
    text = text.strip()
    if len(text) > MAX_PATTERN:
        raise _Unreadable
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _Unreadable
        kind = match.lastgroup or ""
        word = match[kind]
        if kind == "name" and word in _WORDS:
            kind, word = "sign", _WORDS[word]
        found.append((kind, word))
        at = match.end()
    return found


class _Parser:
    """Reads and decides at once: there are no effects, so nothing needs to be left out."""

    def __init__(
        self, tokens: list[tuple[str, str]], lookup: Callable[[str], Value | None]
    ) -> None:
        self._tokens = tokens
        self._lookup = lookup
        self._at = 0
        self._depth = 0

    def either(self) -> Known | None:
        self._deeper()
        answer = self._both()
        while self._take("||"):
            answers = _bools(answer, self._both())
            answer = True if True in answers else None if None in answers else False
        self._depth -= 1
        return answer

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise _Unreadable

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Unreadable

    def _both(self) -> Known | None:
        answer = self._comparison()
        while self._take("&&"):
            answers = _bools(answer, self._comparison())
            answer = False if False in answers else None if None in answers else True
        return answer

    def _comparison(self) -> Known | None:
        left = self._operand()
        negated = self._peek(1) in _ON_TEXTS and self._take("!")
        operator = self._peek()
        if operator not in _COMPARISONS:
            return left
        self._at += 1
        right = self._operand()
        answer = _compared(operator, left, right)
        return not answer if negated and answer is not None else answer

    def _operand(self) -> Known | None:
        if self._at >= len(self._tokens):
            raise _Unreadable
        if self._take("!"):
            self._deeper()
            [negated] = _bools(self._operand())
            self._depth -= 1
            return not negated if negated is not None else None
        kind, word = self._tokens[self._at]
        self._at += 1
        if kind == "text":
            if "\\" in word:
                raise _Unreadable
            return word[1:-1]
        if kind == "number":
            return float(word)
        if word == "(":
            answer = self.either()
            self._expect(")")
            return answer
        if word == "[":
            items: list[Known | None] = []
            while not self._take("]"):
                items.append(self.either())
                if self._peek() != "]":
                    self._expect(",")
            return tuple(items)
        if kind != "name" or word == "nil" or self._peek() in ("(", "["):
            raise _Unreadable
        if word in ("true", "false"):
            return word == "true"
        value = self._lookup(word)
        return value or "" if value is None or isinstance(value, str) else None

    def _peek(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at][1] if at < len(self._tokens) else ""

    def _take(self, word: str) -> bool:
        if self._peek() == word and self._tokens[self._at][0] == "sign":
            self._at += 1
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._take(word):
            raise _Unreadable


def _bools(*answers: Known | None) -> list[bool | None]:
    if not all([answer is None or isinstance(answer, bool) for answer in answers]):
        raise _Unreadable
    return [answer if isinstance(answer, bool) else None for answer in answers]


def _compared(operator: str, left: Known | None, right: Known | None) -> bool | None:
    if left is None or right is None:
        return None
    if operator in ("==", "!="):
        if type(left) is not type(right):
            raise _Unreadable
        if isinstance(left, tuple):
            return None  # nobody compares lists
        return (left == right) == (operator == "==")
    if operator == "in":
        if not isinstance(right, tuple):
            raise _Unreadable
        same = [type(one) is type(left) and one == left for one in right]
        return True if True in same else None if None in right else False
    if not isinstance(left, str) or not isinstance(right, str):
        raise _Unreadable
    if operator == "contains":
        return right in left
    if operator == "startsWith":
        return left.startswith(right)
    if operator == "endsWith":
        return left.endswith(right)
    return None  # regular expressions and order: nobody needs them
