"""JSON values as jq has them: how they are read, written, told apart, ordered and reckoned with."""

import json
from typing import Any

from doctor.bash.filters.call import MAX_TEXT, NotModelled

Value = Any
"""A JSON value as Python has it; numbers other than plain integers are `Odd`."""
MAX_NESTING = 100
MAX_INTEGER = 10**15


class Error(Exception):
    """An error that the filter can catch with `?`, or that ends it with status 5."""


class Odd:
    """A number of which the versions of jq do not show the same text."""


def truth(value: Value) -> bool:
    """Whether a condition takes the value as true: all but null and false."""
    return value is not None and value is not False


def number(value: Value) -> int:
    """The value, if it is an integer; an Error if it is no number."""
    if isinstance(value, Odd):
        raise NotModelled
    if not isinstance(value, int) or isinstance(value, bool):
        raise Error
    return value


def kind_of(value: Value) -> str:
    """What jq's `type` says of the value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return "array"
    return "object" if isinstance(value, dict) else "number"


def order(value: Value) -> tuple[Any, ...]:
    """A key that orders values as jq does."""
    if isinstance(value, Odd):
        raise NotModelled
    if value is None:
        return (0,)
    if isinstance(value, bool):
        return (1 + value,)
    if isinstance(value, int):
        return (3, value)
    if isinstance(value, str):
        return (4, value)
    if isinstance(value, list):
        return (5, tuple([order(item) for item in value]))
    keys = sorted(value)
    return (6, tuple(keys), tuple([order(value[key]) for key in keys]))


def _integer(text: str) -> Value:
    return int(text) if len(text) < 16 and text != "-0" else Odd()


def _pairs(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotModelled
    return found


def _constant(_: str) -> Value:
    raise NotModelled


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs,
    parse_int=_integer,
    parse_float=lambda _: Odd(),
    parse_constant=_constant,
)


def values_of(text: str) -> list[Value]:
    """The JSON values of a text, one after the other."""
    found: list[Value] = []
    index = 0
    while True:
        while index < len(text) and text[index] in " \t\r\n":
            index += 1
        if index == len(text):
            return found
        if found and text[index - 1] not in " \t\r\n}]":
            raise NotModelled
        try:
            value, index = _DECODER.raw_decode(text, index)
        except ValueError:
            raise NotModelled from None
        _limit(value, 0)
        found.append(value)


def value_of(text: str) -> Value:
    """The one JSON value of a text."""
    values = values_of(text)
    if len(values) != 1:
        raise NotModelled
    return values[0]


def _limit(value: Value, depth: int) -> None:
    if depth > MAX_NESTING:
        raise NotModelled
    if isinstance(value, list):
        for item in value:
            _limit(item, depth + 1)
    elif isinstance(value, dict):
        for item in value.values():
            _limit(item, depth + 1)


def json_text(value: Value, indent: int | None = None, ordered: bool = False) -> str:
    """The text of a value; of odd numbers it is not known."""
    try:
        text = json.dumps(
            value,
            ensure_ascii=False,
            indent=indent,
            separators=(",", ": " if indent else ":"),
            sort_keys=ordered,
        )
    except TypeError:
        raise NotModelled from None
    if "\x7f" in text:
        raise NotModelled
    return text


def text_of(value: Value) -> str:
    """A string as it is, other values as JSON (`tostring`)."""
    return value if isinstance(value, str) else json_text(value)


def operate(operator: str, one: Value, two: Value) -> Value:
    """What a comparing or reckoning operator makes of two values."""
    if operator in ("==", "!=", "<", "<=", ">", ">="):
        a, b = order(one), order(two)
        return {
            "==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b,
        }[operator]  # fmt: skip
    kinds = (kind_of(one), kind_of(two))
    if operator == "+":
        if one is None or two is None:
            return two if one is None else one
        if kinds in (("string", "string"), ("array", "array")):
            if len(one) + len(two) > MAX_TEXT:
                raise NotModelled
            return one + two
        if kinds == ("object", "object"):
            return {**one, **two}
    elif operator == "-" and kinds == ("array", "array"):
        unwanted = [order(item) for item in two]
        return [item for item in one if order(item) not in unwanted]
    elif kinds != ("number", "number") and operator != "-":
        # Texts times numbers, texts divided, objects merged.
        raise NotModelled
    return _reckoned(operator, number(one), number(two))


def _reckoned(operator: str, one: int, two: int) -> int:
    if operator in "/%":
        if two <= 0 or one < 0 or (operator == "/" and one % two):
            raise NotModelled
        return one // two if operator == "/" else one % two
    result = one + two if operator == "+" else one - two if operator == "-" else one * two
    if abs(result) >= MAX_INTEGER:
        raise NotModelled
    return result
