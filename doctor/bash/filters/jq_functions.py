"""jq's builtin functions of values: those that run no filter that they are given."""

from collections.abc import Callable

from doctor.bash.filters.call import NotModelled, ascii_only
from doctor.bash.filters.jq_values import (
    Error,
    Value,
    json_text,
    kind_of,
    number,
    operate,
    order,
    text_of,
    truth,
    value_of,
)
from doctor.bash.filters.regex import Regex, compiled
from doctor.bash.filters.regex_shape import nullable
from doctor.bash.filters.regex_syntax import parse


def nullary(name: str, value: Value) -> Value:
    """A function without arguments."""
    kind = kind_of(value)
    match name, kind:
        case ("length", "null"):
            return 0
        case ("length", "string" | "array" | "object"):
            return len(value)
        case ("length", "boolean"):
            raise Error
        case ("keys", "object"):
            return sorted(value)
        case ("keys" | "keys_unsorted", "array"):
            return list(range(len(value)))
        case ("keys_unsorted", "object"):
            return list(value)
        case ("keys" | "keys_unsorted", _):
            raise Error
        case ("not", _):
            return not truth(value)
        case ("type", _):
            return kind
        case ("tostring", _):
            return text_of(value)
        case ("tojson", _):
            return json_text(value)
        case ("fromjson", "string"):
            return value_of(value)
        case ("tonumber", "number"):
            return value
        case ("tonumber", "string"):
            if not (value.isascii() and value.isdigit()) or len(value) > 15:
                raise NotModelled
            return int(value)
        case ("ascii_downcase" | "ascii_upcase", "string"):
            ascii_only(value)
            return value.lower() if name == "ascii_downcase" else value.upper()
        case ("add", "array"):
            total = None
            for item in value:
                total = operate("+", total, item)
            return total
        case ("first", "array"):
            return value[0] if value else None
        case ("last", "array"):
            return value[-1] if value else None
        case ("reverse", "array"):
            return value[::-1]
        case ("sort", "array"):
            return sorted(value, key=order)
        case ("unique", "array"):
            different: list[Value] = []
            for item in sorted(value, key=order):
                if not different or order(different[-1]) != order(item):
                    different.append(item)
            return different
        case ("any", "array"):
            return any([truth(item) for item in value])
        case ("all", "array"):
            return all([truth(item) for item in value])
        case ("to_entries", "object"):
            return [{"key": key, "value": item} for key, item in value.items()]
        case ("from_entries", "array"):
            made = {}
            for entry in value:
                if not isinstance(entry, dict) or set(entry) != {"key", "value"}:
                    raise NotModelled
                if not isinstance(entry["key"], str):
                    raise NotModelled
                made[entry["key"]] = entry["value"]
            return made
        case ("error", "string"):
            raise Error
    raise NotModelled


def unary(name: str, value: Value, argument: Value) -> Value:
    """A function of the input and one value."""
    texts = isinstance(value, str) and isinstance(argument, str)
    match name:
        case "has":
            if isinstance(value, dict) and isinstance(argument, str):
                return argument in value
            if isinstance(value, list) and kind_of(argument) == "number":
                return 0 <= number(argument) < len(value)
            raise NotModelled
        case "startswith" | "endswith":
            if not texts:
                raise Error
            return value.startswith(argument) if name == "startswith" else value.endswith(argument)
        case "ltrimstr":
            return value.removeprefix(argument) if texts else value
        case "rtrimstr":
            if texts and not argument:
                raise NotModelled
            return value.removesuffix(argument) if texts else value
        case "split":
            if not texts:
                raise Error
            if not argument:
                raise NotModelled
            return value.split(argument) if value else []
        case "join":
            if not isinstance(value, list) or not isinstance(argument, str):
                raise NotModelled
            if any([isinstance(item, (list, dict)) for item in value]):
                raise Error
            return argument.join(["" if item is None else text_of(item) for item in value])
        case "contains" if texts:
            return argument in value
        case "index" if texts and argument and value.isascii():
            place = value.find(argument)
            return None if place < 0 else place
        case "test":
            if not texts:
                raise Error
            return _regex(value, argument).matches(value)
        case "error":
            raise Error
    raise NotModelled


def _regex(text: str, pattern: str) -> Regex:
    if "\n" in text:
        raise NotModelled
    return compiled(parse(pattern, "perl"), "perl")


def replaced(text: Value, pattern: Value, new: Callable[[], Value], every: bool) -> Value:
    """`sub` and `gsub`; `new` gives what stands for each match."""
    if not isinstance(text, str):
        raise Error
    if not isinstance(pattern, str):
        raise NotModelled
    regex = _regex(text, pattern)
    # jq 1.6 looks at what is left as if it were the whole text.
    if nullable(parse(pattern, "perl")) or (every and regex.anchored):
        raise NotModelled
    out = []
    start = 0
    while (span := regex.search(text, start)) is not None:
        made = new()
        if not isinstance(made, str):
            raise NotModelled
        out += [text[start : span[0]], made]
        start = span[1]
        if not every:
            break
    return "".join(out) + text[start:]
