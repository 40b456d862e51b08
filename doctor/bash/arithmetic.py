"""Shell arithmetic: `$((…))`, `((…))`, `let`, subscripts (bash(1), ARITHMETIC EVALUATION).

As in bash an expression is evaluated while it is read, so that what stands before an error has
happened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from doctor.bash.limits import TooMuch, Unpredictable

MAX_DEPTH = 40
"""Parentheses, unary operators and variables that hold expressions, inside one another."""

MAX_TOKENS = 20_000
"""Tokens of one evaluation, with those in the values of its variables."""

_NAME_START = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_NAME = _NAME_START | frozenset("0123456789")
_DIGITS = frozenset("0123456789")
_NUMBER = _NAME | frozenset("#@")
_DIGIT_VALUES = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_"
_OPERATORS = frozenset("=><+-*/%!()&|^~?:,")
_FOLLOWING = _OPERATORS | _NAME
_PAIRS = frozenset(["==", "!=", ">=", "<=", "<<", ">>", "&&", "||", "**"])
_ASSIGNMENTS = frozenset(["=", "*=", "/=", "%=", "+=", "-=", "<<=", ">>=", "&=", "^=", "|="])

_END = ""
_NAMED = "a name"
_NUMERIC = "a number"


class ArithmeticFailure(Exception):
    """Bash refuses the expression; its message is `text: message`.

    `text` is the expression that is wrong, which may be the value of a variable. If it is a
    subscript (`in_subscript`), the whole command line ends.
    """

    def __init__(self, text: str, message: str) -> None:
        super().__init__(f"{text}: {message}")
        self.text = text
        self.message = message
        self.in_subscript = False


class Variables(Protocol):
    """The variables that an expression reads and assigns. What they raise is let through."""

    def is_associative(self, name: str) -> bool:
        """Whether a subscript of `name` is a key; else it is an expression, and is evaluated once
        for each time that the element is named."""
        ...

    def get(self, name: str, subscript: str | None) -> str:
        """The value; "" where the variable is not set."""
        ...

    def set(self, name: str, subscript: str | None, value: str) -> None: ...


def evaluate(text: str, variables: Variables) -> int:
    """The value of an expression that was expanded, as a signed number of 64 bits.

    Raises ArithmeticFailure, TooMuch, Unpredictable, and what `variables` raises.
    """
    if text.isdigit() and text.isascii() and len(text) < 19 and (text[0] != "0" or text == "0"):
        return int(text)
    return _Fuel(variables).evaluate(text, 0)


class _Fuel:
    """What the expressions of one evaluation share."""

    def __init__(self, variables: Variables) -> None:
        self.variables = variables
        self.tokens = MAX_TOKENS
        self.assigned: dict[tuple[str, str | None], int] = {}
        self.changes = 0  # how many assignments made a difference
        self.entered: dict[tuple[str, str | None], int] = {}
        """The variables whose values are being evaluated, with `changes` as it was before."""

    def evaluate(self, text: str, depth: int) -> int:
        if not text.strip(" \t\n"):
            return 0
        return _Expression(text, self, depth).value()

    def subscript(self, name: str, text: str, depth: int) -> str:
        """The element that `name[text]` means."""
        if self.variables.is_associative(name):
            return text
        try:
            return str(self.evaluate(text, depth + 1))
        except ArithmeticFailure as failure:
            failure.in_subscript = True
            raise

    def assign(self, name: str, subscript: str | None, value: int) -> None:
        element = name, subscript
        if self.assigned.get(element) != value:
            self.assigned[element] = value
            self.changes += 1
        self.variables.set(name, subscript, str(value))


class _Expression:
    """One expression, read token by token.

    `token` is the current one, `start` its position, `number` its value and `element` the name
    and the subscript that it consists of; `last` is the token before, "" behind an operator that
    has been carried out.
    """

    def __init__(self, text: str, fuel: _Fuel, depth: int) -> None:
        self.text = text
        self.fuel = fuel
        self.depth = depth
        self.at = 0
        self.start = 0
        self.token = _END
        self.last = _END
        self.number = 0
        self.name = ""
        self.subscript: str | None = None
        self.written_subscript: str | None = None
        self.skipping = 0

    def value(self) -> int:
        self.read()
        value = self.comma()
        if self.token is not _END:
            raise self.failure("syntax error in expression")
        return value

    def failure(self, message: str) -> ArithmeticFailure:
        where = self.text[self.start :]
        return ArithmeticFailure(self.text.lstrip(" \t"), f'{message} (error token is "{where}")')

    def recursion(self, element: tuple[str, str | None]) -> ArithmeticFailure:
        """What bash says at 1,024 levels: of an element or of its subscript, which comes first."""
        entered = list(self.fuel.entered)
        circle = entered[entered.index(element) :]
        has_subscript = {subscript is not None for _, subscript in circle}
        if len(has_subscript) > 1:
            raise TooMuch("a variable and an element hold one another")
        failure = self.failure("expression recursion level exceeded")
        failure.in_subscript = has_subscript == {True}
        return failure

    # Grammar, from the loosest operator to the tightest.

    def comma(self) -> int:
        value = self.assignment()
        while self.token == ",":
            self.read()
            value = self.assignment()
        return value

    def assignment(self) -> int:
        value = self.condition()
        operator = self.token
        if operator not in _ASSIGNMENTS:
            return value
        if self.last is not _NAMED:
            raise self.failure("attempted assignment to non-variable")
        name, subscript, written = self.name, self.subscript, self.written_subscript
        self.read()
        self.deeper()
        right = self.assignment()
        self.depth -= 1
        if operator == "=":
            value = right
        elif operator in ("/=", "%=") and right == 0:
            if not self.skipping:
                raise self.failure("division by 0")
        else:
            value = _wrap(_BINARY[operator[:-1]](value, right))
        if not self.skipping:
            if written is not None and subscript is None:
                subscript = self.fuel.subscript(name, written, self.depth)
            self.fuel.assign(name, subscript, value)
        return value

    def condition(self) -> int:
        chosen = self.binary(0)
        if self.token != "?":
            return chosen
        self.skipping += not chosen
        self.read()
        if self.token in (_END, ":"):
            raise self.failure("expression expected")
        self.deeper()
        first = self.comma()
        self.skipping -= not chosen
        if self.token != ":":
            raise self.failure("`:' expected for conditional expression")
        self.skipping += bool(chosen)
        self.read()
        if self.token is _END:
            raise self.failure("expression expected")
        second = self.condition()
        self.skipping -= bool(chosen)
        self.depth -= 1
        self.last = _END
        return first if chosen else second

    def binary(self, level: int) -> int:
        """An expression of operators that bind at least as tightly as this level."""
        left = self.power()
        while (binding := _BINDING.get(self.token, -1)) >= level:
            operator = self.token
            divisor = self.at
            lazy = (operator == "&&" and not left) or (operator == "||" and left != 0)
            self.skipping += lazy
            self.read()
            right = self.binary(binding + 1)
            self.skipping -= lazy
            if operator in ("/", "%") and right == 0:
                if not self.skipping:
                    self.start = divisor
                    while self.text[self.start : self.start + 1] in (" ", "\t"):
                        self.start += 1
                    raise self.failure("division by 0")
                right = 1
            left = _wrap(_BINARY[operator](left, right))
            self.last = _END
        return left

    def power(self) -> int:
        base = self.unary()
        if self.token != "**":
            return base
        self.read()
        self.deeper()
        exponent = self.power()
        self.depth -= 1
        self.last = _END
        if exponent < 0:
            raise self.failure("exponent less than 0")
        return _wrap(pow(base, exponent, 1 << 64))

    def unary(self) -> int:
        operator = self.token
        if operator not in ("!", "~", "-", "+"):
            return self.primary()
        self.read()
        self.deeper()
        value = self.unary()
        self.depth -= 1
        self.last = _END
        if operator == "!":
            return int(not value)
        if operator == "~":
            return ~value
        return _wrap(-value) if operator == "-" else value

    def primary(self) -> int:
        token = self.token
        if token in ("++x", "--x"):
            self.last = token
            self.read()
            value = _wrap(self.number + (1 if token == "++x" else -1))
            self.store(value)
            # No name any more: `--x=7` is an error.
            self.token = _NUMERIC
            self.read()
            return value
        if token == "(":
            self.read()
            self.deeper()
            value = self.comma()
            self.depth -= 1
            if self.token != ")":
                raise self.failure("missing `)'")
            self.read()
            return value
        if token is _NUMERIC:
            value = self.number
            self.read()
            return value
        if token is not _NAMED:
            raise self.failure("syntax error: operand expected")
        value = self.number
        name, subscript, written = self.name, self.subscript, self.written_subscript
        self.read()
        if self.token in ("x++", "x--"):
            self.name, self.subscript = name, subscript
            self.store(_wrap(value + (1 if self.token == "x++" else -1)))
            self.token = _NUMERIC
            self.read()
        elif self.token in _ASSIGNMENTS:
            self.name, self.subscript, self.written_subscript = name, subscript, written
        return value

    def store(self, value: int) -> None:
        if not self.skipping:
            self.fuel.assign(self.name, self.subscript, value)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooMuch("an arithmetic expression is nested too deeply")

    # Tokens.

    def read(self) -> None:
        self.fuel.tokens -= 1
        if self.fuel.tokens < 0:
            raise TooMuch("an arithmetic expression is too long")
        text = self.text
        at = self.skip_space(self.at)
        if at >= len(text):
            self.at = at
            self.last = self.token
            self.token = _END
            return
        self.start = at
        character = text[at]
        if character in _NAME_START:
            self.read_name(at)
            token = _NAMED
        elif character in _DIGITS:
            self.read_number(at)
            token = _NUMERIC
        else:
            token = self.read_operator(at)
        self.last = self.token
        self.token = token

    def skip_space(self, at: int) -> int:
        text = self.text
        while at < len(text) and text[at] in " \t\n":
            at += 1
        return at

    def read_name(self, at: int) -> None:
        text = self.text
        end = at
        while end < len(text) and text[end] in _NAME:
            end += 1
        self.name = text[at:end]
        self.subscript = self.written_subscript = None
        if text[end : end + 1] == "[":
            close = _closing_bracket(text, end)
            if close is None:
                raise self.failure("bad array subscript")
            self.written_subscript = text[end + 1 : close]
            if not self.written_subscript.strip(" \t\n"):
                # Bash complains, and goes on with one value or another.
                raise Unpredictable("an empty subscript")
            end = close + 1
        self.at = end
        follows = self.skip_space(end)
        is_assigned = text[follows : follows + 1] == "=" and text[follows + 1 : follows + 2] != "="
        if self.skipping or (is_assigned and self.token not in ("++x", "--x")):
            self.number = 0
            return
        while text[follows : follows + 1] in _NAME_START:  # bash looks beyond it in the same way
            while text[follows : follows + 1] in _NAME:
                follows += 1
            follows = self.skip_space(follows)
        if follows < len(text) and text[follows] not in _FOLLOWING:
            self.token = _NAMED  # what follows is looked at before the value
            self.start = follows
            raise self.failure("syntax error: invalid arithmetic operator")
        variables = self.fuel.variables
        name = self.name
        subscript = None
        if self.written_subscript is not None:
            subscript = self.fuel.subscript(name, self.written_subscript, self.depth)
        value = variables.get(name, subscript)
        self.subscript = subscript
        if value.isdigit() and value.isascii() and len(value) < 19 and value[0] != "0":
            self.number = int(value)
            return
        fuel, element = self.fuel, (name, subscript)
        outer = fuel.entered.get(element)
        if outer == fuel.changes:  # nothing has changed since, so this would never end
            raise self.recursion(element)
        self.deeper()
        fuel.entered[element] = fuel.changes
        self.number = fuel.evaluate(value, self.depth)
        if outer is None:
            del fuel.entered[element]
        else:
            fuel.entered[element] = outer
        self.depth -= 1

    def read_number(self, at: int) -> None:
        text = self.text
        end = at
        while end < len(text) and text[end] in _NUMBER:
            end += 1
        self.at = end
        try:
            self.number = _constant(text[at:end])
        except ValueError as error:
            self.text = text[:end]
            raise self.failure(str(error)) from None

    def read_operator(self, at: int) -> str:
        text = self.text
        character = text[at]
        pair = text[at : at + 2]
        if pair in _PAIRS:
            if pair in ("<<", ">>") and text[at + 2 : at + 3] == "=":
                pair += "="
            self.at = at + len(pair)
            return pair
        self.at = at + 1
        if pair in ("++", "--"):
            if self.token is _NAMED:
                self.at = at + 2
                return "x" + pair
            if self.token is _NUMERIC and self.last in ("++x", "--x"):
                raise self.failure(f"{pair}: assignment requires lvalue")
            follows = self.skip_space(at + 2)
            if text[follows : follows + 1] in _NAME_START:
                self.at = at + 2
                return pair + "x"
        elif pair in _ASSIGNMENTS:
            self.at = at + 2
            return pair
        if character not in _OPERATORS:
            if self.token in (_NAMED, _NUMERIC):
                raise self.failure("syntax error: invalid arithmetic operator")
            raise self.failure("syntax error: operand expected")
        return character


def _closing_bracket(text: str, at: int) -> int | None:
    """The position of the `]` that closes the `[` at this position; quotes hide brackets."""
    depth = 0
    quote = ""
    while at < len(text):
        character = text[at]
        if character == "\\" and quote != "'":
            at += 1
        elif quote:
            if character == quote:
                quote = ""
        elif character in "'\"":
            quote = character
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if not depth:
                return at
        at += 1
    return None


def _constant(written: str) -> int:
    """The value of an integer constant; raises ValueError with bash's words."""
    base = 10
    digits = written
    has_base = False
    if written[0] == "0" and len(written) > 1:
        has_base = True
        base, digits = (16, written[2:]) if written[1] in "xX" else (8, written[1:])
    elif "#" in written:
        before, _, digits = written.partition("#")
        base = _wrap(_digits(before, 10))
        if not 2 <= base <= 64:
            raise ValueError("invalid arithmetic base")
        if not digits or digits[0] == "#":
            raise ValueError("invalid integer constant")
        has_base = True
    before, hash_sign, _ = digits.partition("#")
    value = _digits(before, base)
    if hash_sign and has_base:
        raise ValueError("invalid number")
    return _wrap(value)


def _digits(digits: str, base: int) -> int:
    value = 0
    for character in digits:
        digit = _DIGIT_VALUES.index(character)
        if 36 <= digit < 62 and base <= 36:
            digit -= 26
        if digit >= base:
            raise ValueError("value too great for base")
        value = value * base + digit & 0xFFFF_FFFF_FFFF_FFFF
    return value


def _wrap(value: int) -> int:
    """The value in 64 bits."""
    return (value + (1 << 63)) % (1 << 64) - (1 << 63)


def _divide(left: int, right: int) -> int:
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


_BINARY: dict[str, Callable[[int, int], int]] = {
    "||": lambda left, right: int(bool(left or right)),
    "&&": lambda left, right: int(bool(left and right)),
    "|": lambda left, right: left | right,
    "^": lambda left, right: left ^ right,
    "&": lambda left, right: left & right,
    "==": lambda left, right: int(left == right),
    "!=": lambda left, right: int(left != right),
    "<": lambda left, right: int(left < right),
    ">": lambda left, right: int(left > right),
    "<=": lambda left, right: int(left <= right),
    ">=": lambda left, right: int(left >= right),
    "<<": lambda left, right: left << (right & 63),
    ">>": lambda left, right: left >> (right & 63),
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divide,
    "%": lambda left, right: left - right * _divide(left, right),
}

_BINDING = {
    operator: level
    for level, operators in enumerate(
        (
            ("||",), ("&&",), ("|",), ("^",), ("&",), ("==", "!="), ("<", ">", "<=", ">="),
            ("<<", ">>"), ("+", "-"), ("*", "/", "%"),
        )
    )
    for operator in operators
}  # fmt: skip
