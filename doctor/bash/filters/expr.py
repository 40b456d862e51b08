"""expr(1)."""

from doctor.bash.filters.call import Call, NotModelled, Output, ascii_only
from doctor.bash.filters.regex import compiled
from doctor.bash.filters.regex_syntax import Assertion, Cat, parse

MAX_DEPTH = 50
MAX_DIGITS = 40
_PRECEDENCE = ({"|"}, {"&"}, {"<", "<=", "=", "==", "!=", ">=", ">"}, {"+", "-"}, {"*", "/", "%"})


class _Trouble(Exception):
    """An error that expr reports with status 2."""


def run(call: Call) -> Output:
    """The value of the expression; status 1 where it is empty or 0, 2 on an error."""
    words = list(call.args)
    if words[:1] == ["--"]:
        words = words[1:]
    if not words or words[0] in ("--help", "--version"):
        raise NotModelled
    ascii_only(*words)
    parser = _Parser(words)
    try:
        value = parser.level(0)
    except _Trouble as trouble:
        return Output("", 2, f"expr: {trouble}\n")
    if parser.index < len(words):
        raise NotModelled
    return Output(value + "\n", int(_null(value)))


def _integer(text: str) -> int | None:
    digits = text.removeprefix("-")
    if not digits.isdigit():
        return None
    if len(digits) > MAX_DIGITS:
        raise NotModelled
    return int(text)


def _null(text: str) -> bool:
    return text == "" or (text.removeprefix("-").strip("0") == "" and text != "-")


class _Parser:
    """Evaluates while it reads. What `|` and `&` would skip is NotModelled if it has an error."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.index = 0
        self.depth = 0

    def _next(self) -> str | None:
        return self.words[self.index] if self.index < len(self.words) else None

    def level(self, rank: int) -> str:
        """The value of the operators from this precedence on."""
        if rank == len(_PRECEDENCE):
            return self._match()
        left = self.level(rank + 1)
        while self._next() in _PRECEDENCE[rank]:
            operator = self.words[self.index]
            self.index += 1
            if rank > 1:
                left = _operate(left, operator, self.level(rank + 1))
                continue
            try:
                right = self.level(rank + 1)
            except _Trouble:
                raise NotModelled from None
            if operator == "|":
                left = (right if not _null(right) else "0") if _null(left) else left
            elif _null(left) or _null(right):
                left = "0"
        return left

    def _match(self) -> str:
        left = self._keyword()
        while self._next() == ":":
            self.index += 1
            left = _matched(left, self._keyword())
        return left

    def _keyword(self) -> str:
        word = self._next()
        if word == "length":
            self.index += 1
            return str(len(self._keyword()))
        if word == "match":
            self.index += 1
            text = self._keyword()
            return _matched(text, self._keyword())
        if word == "substr":
            self.index += 1
            text = self._keyword()
            start, size = _integer(self._keyword()), _integer(self._keyword())
            if start is None or size is None or start < 1 or size < 1:
                return ""
            return text[start - 1 : start - 1 + size]
        if word == "index":
            raise NotModelled
        return self._operand()

    def _operand(self) -> str:
        word = self._next()
        if word is None:
            raise NotModelled
        self.index += 1
        if word == "+" and self._next() is not None:
            self.index += 1
            return self.words[self.index - 1]
        if word == "(":
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise NotModelled
            value = self.level(0)
            self.depth -= 1
            if self._next() != ")":
                raise NotModelled
            self.index += 1
            return value
        if word == ")":
            raise NotModelled
        return word


def _operate(left: str, operator: str, right: str) -> str:
    a, b = _integer(left), _integer(right)
    if operator in _PRECEDENCE[2]:
        if a is None or b is None:
            if operator not in ("=", "==", "!="):
                # The order of texts is the locale's.
                raise NotModelled
            return str(int((left == right) == (operator != "!=")))
        return str(
            int(
                {
                    "<": a < b, "<=": a <= b, "=": a == b, "==": a == b, "!=": a != b,
                    ">=": a >= b, ">": a > b,
                }[operator]
            )
        )  # fmt: skip
    if a is None or b is None:
        raise _Trouble("non-integer argument")
    if operator == "+":
        return str(a + b)
    if operator == "-":
        return str(a - b)
    if operator == "*":
        return str(a * b)
    if b == 0:
        raise _Trouble("division by zero")
    # Towards zero, as in C.
    quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
    return str(quotient if operator == "/" else a - quotient * b)


def _matched(text: str, pattern: str) -> str:
    """The first group of a match at the start of the text, or the match's length."""
    tree = parse(pattern, "bre")
    regex = compiled(Cat((Assertion("^"), tree)))
    span = regex.search(text)
    if not regex.groups:
        return str(span[1] if span else 0)
    return (regex.captures(text, span, (1,))[1] or "") if span else ""
