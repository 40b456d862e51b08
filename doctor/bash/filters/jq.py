"""jq(1): queries on JSON texts, as far as jq 1.6 and later agree."""

import binascii
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from doctor.bash.filters.call import MAX_TEXT, Call, NotModelled, Output, ascii_only, lines
from doctor.bash.filters.jq_syntax import Tree, parse
from doctor.bash.filters.regex import Regex, compiled, nullable
from doctor.bash.filters.regex import parse as parse_regex
from doctor.record import NamedTuple

Value = Any
"""A JSON value as Python has it; numbers other than plain integers are `_Odd`."""

MAX_STEPS = 100_000
MAX_NESTING = 100
MAX_INTEGER = 10**15
_LONG = {
    "raw-output": "r", "compact-output": "c", "null-input": "n", "exit-status": "e",
    "slurp": "s", "join-output": "j", "sort-keys": "S", "raw-input": "R",
    "monochrome-output": "M",
}  # fmt: skip


class _Error(Exception):
    """An error that the filter can catch with `?`, or that ends it with status 5."""


class _Odd:
    """A number of which the versions of jq do not show the same text."""


class _Options(NamedTuple):
    flags: frozenset[str]
    variables: dict[str, Value]
    program: str
    paths: list[str]


def run(call: Call) -> Output:
    """What the filter makes of the operands or standard input."""
    flags, variables, program, paths = _options(call)
    tree = parse(program, frozenset(variables))
    machine = _Machine()
    out: list[str] = []
    size = 0
    status = 0
    last: Value = ...
    inputs, missing = _inputs(call, flags, paths)
    for value in inputs:
        try:
            for result in machine.results(tree, value, variables):
                last = result
                out.append(_shown(result, flags))
                size += len(out[-1])
                if size > MAX_TEXT:
                    raise NotModelled
        except _Error:
            # Before 1.7, `?` also caught what went wrong later on.
            if "?" in program:
                raise NotModelled from None
            status = 5
    if len(inputs) != 1 and ("e" in flags or status):
        # Versions differ in which input decides.
        raise NotModelled
    if missing:
        status = status or 2
    elif not status and "e" in flags:
        status = 4 if last is ... else int(not _truth(last))
    return Output("".join(out), status)


def _options(call: Call) -> _Options:
    flags: set[str] = set()
    variables: dict[str, Value] = {}
    operands: list[str] = []
    rest = iter(call.args)
    for arg in rest:
        if arg in ("--arg", "--argjson"):
            name, value = next(rest, None), next(rest, None)
            if name is None or value is None or name in variables:
                raise NotModelled
            variables[name] = value if arg == "--arg" else _one(value)
        elif arg.startswith("--"):
            if arg[2:] not in _LONG:
                raise NotModelled
            flags.add(_LONG[arg[2:]])
        elif arg.startswith("-") and len(arg) > 1:
            if not set(arg[1:]) <= set(_LONG.values()):
                raise NotModelled
            flags |= set(arg[1:])
        else:
            operands.append(arg)
    if not operands:
        raise NotModelled
    return _Options(frozenset(flags), variables, operands[0], operands[1:])


def _inputs(call: Call, flags: frozenset[str], paths: list[str]) -> tuple[list[Value], bool]:
    if "n" in flags:
        return [None], False
    if "-" in paths:
        raise NotModelled
    files, error = call.read_all(paths)
    text = "".join([content for _, content in files])
    if len(files) > 1 and not all([content.endswith("\n") for _, content in files]):
        raise NotModelled
    if error and not files:
        return [], True
    if "R" in flags:
        return ([text] if "s" in flags else list(lines(text))), bool(error)
    values = _values(text)
    return ([values] if "s" in flags else values), bool(error)


def _integer(text: str) -> Value:
    return int(text) if len(text) < 16 and text != "-0" else _Odd()


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
    parse_float=lambda _: _Odd(),
    parse_constant=_constant,
)


def _values(text: str) -> list[Value]:
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


def _one(text: str) -> Value:
    values = _values(text)
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


def _json(value: Value, indent: int | None = None, ordered: bool = False) -> str:
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


def _shown(value: Value, flags: frozenset[str]) -> str:
    if isinstance(value, str) and flags & {"r", "j"}:
        return value + "\n" * ("j" not in flags)
    text = _json(value, None if "c" in flags else 2, "S" in flags)
    return text + "\n" * ("j" not in flags)


def _truth(value: Value) -> bool:
    return value is not None and value is not False


def _number(value: Value) -> int:
    if isinstance(value, _Odd):
        raise NotModelled
    if not isinstance(value, int) or isinstance(value, bool):
        raise _Error
    return value


def _kind(value: Value) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return "array"
    return "object" if isinstance(value, dict) else "number"


def _order(value: Value) -> tuple[Any, ...]:
    """A key that orders values as jq does."""
    if isinstance(value, _Odd):
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
        return (5, tuple([_order(item) for item in value]))
    keys = sorted(value)
    return (6, tuple(keys), tuple([_order(value[key]) for key in keys]))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else _json(value)


def _quoted(value: Value) -> str:
    if isinstance(value, str):
        return "'" + value.replace("'", "'\\''") + "'"
    if isinstance(value, (list, dict)):
        raise _Error
    return _json(value)


def _cells(value: Value, string: Callable[[str], str]) -> list[str]:
    if not isinstance(value, list):
        raise _Error
    cells = []
    for cell in value:
        if isinstance(cell, (list, dict)):
            raise _Error
        cells.append("" if cell is None else string(cell) if isinstance(cell, str) else _json(cell))
    return cells


def _csv(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _tsv(text: str) -> str:
    text = text.replace("\\", "\\\\").replace("\t", "\\t")
    return text.replace("\n", "\\n").replace("\r", "\\r")


def _uri(text: str) -> str:
    out = ""
    for char in text:
        if char in "!*'()":
            # 1.6 keeps these, 1.7 does not.
            raise NotModelled
        plain = (char.isascii() and char.isalnum()) or char in "-_.~"
        out += char if plain else "".join([f"%{byte:02X}" for byte in char.encode()])
    return out


def _format(name: str, value: Value) -> str:
    match name:
        case "text":
            return _text(value)
        case "json":
            return _json(value)
        case "base64":
            return binascii.b2a_base64(_text(value).encode(), newline=False).decode()
        case "base64d":
            try:
                code = _text(value).encode()
                return binascii.a2b_base64(code, strict_mode=True).decode() if code else ""
            except ValueError:
                raise NotModelled from None
        case "sh":
            return " ".join(
                [_quoted(item) for item in (value if _kind(value) == "array" else [value])]
            )
        case "csv":
            return ",".join(_cells(value, _csv))
        case "tsv":
            return "\t".join(_cells(value, _tsv))
    return _uri(_text(value))


Env = dict[str, Value]
Path = tuple[Value, ...]


class _Machine:
    """Evaluates trees on a limited number of steps."""

    def __init__(self) -> None:
        self.steps = 0

    def results(self, tree: Tree, value: Value, env: Env) -> Iterator[Value]:
        """All results of a filter on one input."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise NotModelled
        match tree:
            case (".",):
                yield value
            case ("value", known):
                yield known
            case ("negative", number):
                yield -number if number else _Odd()
            case ("group", inner):
                yield from self.results(inner, value, env)
            case ("|", left, right):
                for middle in self.results(left, value, env):
                    yield from self.results(right, middle, env)
            case (",", left, right):
                yield from self.results(left, value, env)
                yield from self.results(right, value, env)
            case ("//", left, right):
                yield from self._alternative(left, right, value, env)
            case ("and" | "or" as operator, left, right):
                for one in self.results(left, value, env):
                    if _truth(one) == (operator == "or"):
                        yield operator == "or"
                    else:
                        for two in self.results(right, value, env):
                            yield _truth(two)
            case ("index" | "each" | "slice", *_):
                for step in self._steps(tree, value, env):
                    yield from step()
            case ("?", inner):
                for step in self._steps(inner, value, env):
                    with suppress(_Error):
                        yield from step()
            case ("as", source, name, body):
                for one in self.results(source, value, env):
                    yield from self.results(body, value, {**env, name: one})
            case ("variable", name):
                yield env[name]
            case ("if", test, yes, no):
                for one in self.results(test, value, env):
                    yield from self.results(yes if _truth(one) else no, value, env)
            case ("array", None):
                yield []
            case ("array", inner):
                yield list(self.results(inner, value, env))
            case ("object", pairs):
                yield self._object(pairs, value, env)
            case ("string", form, parts):
                yield "".join(
                    [
                        part
                        if isinstance(part, str)
                        else _format(form, self._single(part, value, env))
                        for part in parts
                    ]
                )
            case ("format", name):
                yield _format(name, value)
            case ("=" | "|=" | "+=" | "-=" | "*=" | "//=" as operator, left, right):
                yield self._updated(operator, left, right, value, env)
            case ("call", name, arguments):
                yield from self._call(name, arguments, value, env)
            case (operator, left, right):
                # The right side runs in the outer loop.
                for two in self.results(right, value, env):
                    for one in self.results(left, value, env):
                        yield _operate(operator, one, two)
            case _:
                raise NotModelled

    def _single(self, tree: Tree, value: Value, env: Env) -> Value:
        """The one result of a filter; NotModelled if there are others or none."""
        found = list(self.results(tree, value, env))
        if len(found) != 1:
            raise NotModelled
        return found[0]

    def _alternative(self, left: Tree, right: Tree, value: Value, env: Env) -> Iterator[Value]:
        some = False
        try:
            for one in self.results(left, value, env):
                if _truth(one):
                    some = True
                    yield one
        except _Error:
            # Versions differ in whether this is the end or no result.
            raise NotModelled from None
        if not some:
            yield from self.results(right, value, env)

    def _steps(self, tree: Tree, value: Value, env: Env) -> Iterator[Callable[[], list[Value]]]:
        """What an index, a slice or an iteration does to each result of its source."""
        source = tree[1]
        if tree[0] == "each":
            for one in self.results(source, value, env):
                yield partial(_each, one)
        elif tree[0] == "slice":
            start, end = (
                None if bound is None else self._single(bound, value, env) for bound in tree[2:]
            )
            for one in self.results(source, value, env):
                yield partial(_slice, one, start, end)
        else:
            for place in self.results(tree[2], value, env):
                for one in self.results(source, value, env):
                    yield partial(_items, one, place)

    def _object(self, pairs: tuple[tuple[Tree, Tree], ...], value: Value, env: Env) -> Value:
        made = {}
        for key, item in pairs:
            name = self._single(key, value, env)
            if not isinstance(name, str):
                raise _Error
            made[name] = self._single(item, value, env)
        return made

    def _updated(self, operator: str, left: Tree, right: Tree, value: Value, env: Env) -> Value:
        if operator != "|=":
            known: Value = self._single(right, value, env)
        for path in list(self._paths(left, value, env)):
            before = _get(value, path)
            if operator == "|=":
                after = self._single(right, before, env)
            elif operator == "=":
                after = known
            elif operator == "//=":
                after = before if _truth(before) else known
            else:
                after = _operate(operator[0], before, known)
            value = _put(value, path, after)
        return value

    def _paths(self, tree: Tree, value: Value, env: Env) -> Iterator[Path]:
        match tree:
            case (".",):
                yield ()
            case ("group", inner):
                yield from self._paths(inner, value, env)
            case ("index", source, key):
                place = self._single(key, value, env)
                for path in self._paths(source, value, env):
                    yield (*path, place)
            case ("each", source):
                for path in self._paths(source, value, env):
                    inside = _get(value, path)
                    list(_each(inside))
                    keys = inside if isinstance(inside, dict) else range(len(inside))
                    for key in keys:
                        yield (*path, key)
            case ("|", left, right):
                for path in self._paths(left, value, env):
                    for rest in self._paths(right, _get(value, path), env):
                        yield path + rest
            case (",", left, right):
                yield from self._paths(left, value, env)
                yield from self._paths(right, value, env)
            case ("call", "select", (test,)):
                for one in self.results(test, value, env):
                    if _truth(one):
                        yield ()
            case _:
                raise NotModelled

    def _call(
        self, name: str, arguments: tuple[Tree, ...], value: Value, env: Env
    ) -> Iterator[Value]:
        if not arguments:
            if name == "empty":
                return
            if name in ("values", "nulls", "strings", "arrays", "objects", "numbers", "booleans"):
                kind = _kind(value)
                if (value is not None) if name == "values" else name == kind + "s":
                    yield value
                return
            yield _plain(name, value)
            return
        first = arguments[0]
        match name, len(arguments):
            case "select", 1:
                for one in self.results(first, value, env):
                    if _truth(one):
                        yield value
            case "map", 1:
                yield [result for item in _each(value) for result in self.results(first, item, env)]
            case "map_values", 1:
                if isinstance(value, dict):
                    yield {key: self._single(first, item, env) for key, item in value.items()}
                else:
                    yield [self._single(first, item, env) for item in _each(value)]
            case "with_entries", 1:
                entries = [
                    result
                    for item in _plain("to_entries", value)
                    for result in self.results(first, item, env)
                ]
                yield _plain("from_entries", entries)
            case "first", 1:
                for one in self.results(first, value, env):
                    yield one
                    return
            case "del", 1:
                paths = sorted(self._paths(first, value, env), key=lambda path: _order(list(path)))
                for path in reversed(paths):
                    value = _without(value, path)
                yield value
            case ("any" | "all", 1):
                truths = [
                    _truth(one) for item in _each(value) for one in self.results(first, item, env)
                ]
                yield any(truths) if name == "any" else all(truths)
            case "sort_by", 1:
                if not isinstance(value, list):
                    raise NotModelled
                yield sorted(value, key=lambda item: _order(list(self.results(first, item, env))))
            case ("sub" | "gsub", 2):
                yield _replaced(
                    value,
                    self._single(first, value, env),
                    self._single(arguments[1], {}, env),
                    name == "gsub",
                )
            case (_, 1):
                for argument in self.results(first, value, env):
                    yield _with_one(name, value, argument)
            case _:
                raise NotModelled


def _item(value: Value, key: Value) -> Value:
    if isinstance(key, str):
        if value is None:
            return None
        if not isinstance(value, dict):
            raise _Error
        return value.get(key)
    if isinstance(key, (list, dict)):
        raise NotModelled
    place = _number(key)
    if value is None:
        return None
    if not isinstance(value, list):
        raise _Error
    return value[place] if -len(value) <= place < len(value) else None


def _items(value: Value, key: Value) -> list[Value]:
    return [_item(value, key)]


def _slice(value: Value, start: Value, end: Value) -> list[Value]:
    for bound in (start, end):
        if bound is not None:
            _number(bound)
    if value is None:
        return [None]
    if not isinstance(value, (str, list)):
        raise _Error
    return [value[start:end]]


def _each(value: Value) -> list[Value]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return list(value.values())
    raise _Error


def _get(value: Value, path: Path) -> Value:
    for key in path:
        value = _item(value, key)
    return value


def _put(value: Value, path: Path, new: Value) -> Value:
    if not path:
        return new
    key, rest = path[0], path[1:]
    inner = _put(_item(value, key), rest, new)
    if isinstance(key, str):
        return {**(value or {}), key: inner}
    if value is None or not 0 <= key < len(value):
        raise NotModelled
    return [*value[:key], inner, *value[key + 1 :]]


def _without(value: Value, path: Path) -> Value:
    if not path or _get(value, path[:-1]) is None:
        if not path:
            raise NotModelled
        return value
    holder = _get(value, path[:-1])
    key = path[-1]
    _item(holder, key)
    if isinstance(holder, dict):
        new: Value = {name: item for name, item in holder.items() if name != key}
    else:
        if key < 0:
            raise NotModelled
        new = [item for place, item in enumerate(holder) if place != key]
    return _put(value, path[:-1], new)


def _operate(operator: str, one: Value, two: Value) -> Value:
    if operator in ("==", "!=", "<", "<=", ">", ">="):
        a, b = _order(one), _order(two)
        return {
            "==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b,
        }[operator]  # fmt: skip
    kinds = (_kind(one), _kind(two))
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
        unwanted = [_order(item) for item in two]
        return [item for item in one if _order(item) not in unwanted]
    elif kinds != ("number", "number") and operator != "-":
        # Texts times numbers, texts divided, objects merged.
        raise NotModelled
    return _reckoned(operator, _number(one), _number(two))


def _reckoned(operator: str, one: int, two: int) -> int:
    if operator in "/%":
        if two <= 0 or one < 0 or (operator == "/" and one % two):
            raise NotModelled
        return one // two if operator == "/" else one % two
    result = one + two if operator == "+" else one - two if operator == "-" else one * two
    if abs(result) >= MAX_INTEGER:
        raise NotModelled
    return result


def _plain(name: str, value: Value) -> Value:
    """A function without arguments."""
    kind = _kind(value)
    match name, kind:
        case ("length", "null"):
            return 0
        case ("length", "string" | "array" | "object"):
            return len(value)
        case ("length", "boolean"):
            raise _Error
        case ("keys", "object"):
            return sorted(value)
        case ("keys" | "keys_unsorted", "array"):
            return list(range(len(value)))
        case ("keys_unsorted", "object"):
            return list(value)
        case ("keys" | "keys_unsorted", _):
            raise _Error
        case ("not", _):
            return not _truth(value)
        case ("type", _):
            return kind
        case ("tostring", _):
            return _text(value)
        case ("tojson", _):
            return _json(value)
        case ("fromjson", "string"):
            return _one(value)
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
                total = _operate("+", total, item)
            return total
        case ("first", "array"):
            return value[0] if value else None
        case ("last", "array"):
            return value[-1] if value else None
        case ("reverse", "array"):
            return value[::-1]
        case ("sort", "array"):
            return sorted(value, key=_order)
        case ("unique", "array"):
            different: list[Value] = []
            for item in sorted(value, key=_order):
                if not different or _order(different[-1]) != _order(item):
                    different.append(item)
            return different
        case ("any", "array"):
            return any([_truth(item) for item in value])
        case ("all", "array"):
            return all([_truth(item) for item in value])
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
            raise _Error
    raise NotModelled


def _with_one(name: str, value: Value, argument: Value) -> Value:
    """A function of the input and one value."""
    texts = isinstance(value, str) and isinstance(argument, str)
    match name:
        case "has":
            if isinstance(value, dict) and isinstance(argument, str):
                return argument in value
            if isinstance(value, list) and _kind(argument) == "number":
                return 0 <= _number(argument) < len(value)
            raise NotModelled
        case "startswith" | "endswith":
            if not texts:
                raise _Error
            return value.startswith(argument) if name == "startswith" else value.endswith(argument)
        case "ltrimstr":
            return value.removeprefix(argument) if texts else value
        case "rtrimstr":
            if texts and not argument:
                raise NotModelled
            return value.removesuffix(argument) if texts else value
        case "split":
            if not texts:
                raise _Error
            if not argument:
                raise NotModelled
            return value.split(argument) if value else []
        case "join":
            if not isinstance(value, list) or not isinstance(argument, str):
                raise NotModelled
            if any([isinstance(item, (list, dict)) for item in value]):
                raise _Error
            return argument.join(["" if item is None else _text(item) for item in value])
        case "contains" if texts:
            return argument in value
        case "index" if texts and argument and value.isascii():
            place = value.find(argument)
            return None if place < 0 else place
        case "test":
            if not texts:
                raise _Error
            return _regex(value, argument).matches(value)
        case "error":
            raise _Error
    raise NotModelled


def _regex(text: str, pattern: str) -> Regex:
    if "\n" in text:
        raise NotModelled
    return compiled(parse_regex(pattern, "perl"), "perl")


def _replaced(text: Value, pattern: Value, new: Value, every: bool) -> Value:
    if not isinstance(text, str):
        raise _Error
    if not isinstance(pattern, str) or not isinstance(new, str):
        raise NotModelled
    regex = _regex(text, pattern)
    # jq 1.6 looks at what is left as if it were the whole text.
    if nullable(parse_regex(pattern, "perl")) or (every and regex.anchored):
        raise NotModelled
    out = []
    start = 0
    while (span := regex.search(text, start)) is not None:
        out += [text[start : span[0]], new]
        start = span[1]
        if not every:
            break
    return "".join(out) + text[start:]
