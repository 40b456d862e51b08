"""awk(1), gawk(1), mawk(1): what they all do with small programs on lines and fields."""

from contextlib import suppress

from doctor.bash.filters.awk_syntax import Tree, parse
from doctor.bash.filters.call import (
    MAX_TEXT,
    Call,
    NotModelled,
    Output,
    ascii_only,
    ended,
)
from doctor.bash.filters.regex import Regex, compiled
from doctor.bash.filters.regex_shape import nullable
from doctor.bash.filters.regex_syntax import parse as parse_regex
from doctor.bash.filters.sort import collate

MAX_STEPS = 300_000
MAX_INTEGER = 2**31 - 1
MAX_FIELD = 1_000
_READ_ONLY = frozenset(("NR", "NF", "RSTART", "RLENGTH"))


class _Input(str):
    """Text that came from input: it counts as a number where it looks like one."""

    __slots__ = ()


Value = float | str | None


class _Next(Exception):
    """The rest of the rules is skipped for this record."""


class _Exit(Exception):
    """The program ends."""


def run(call: Call) -> Output:
    """Runs the program on the operands or standard input."""
    variables: dict[str, Value] = {}
    args = list(call.args)
    while args and args[0].startswith("-") and args[0] != "-":
        option = args.pop(0)
        if option == "--":
            break
        letter, value = option[1:2], option[2:]
        if letter not in ("F", "v") or (not value and not args):
            raise NotModelled
        value = value or args.pop(0)
        if letter == "F":
            variables["FS"] = _separator(value)
        else:
            name, equals, text = value.partition("=")
            ours = name in ("OFS", "ORS", "FS") or not name.isupper()
            if not (equals and ours and name.isascii() and name.isidentifier()) or "\\" in text:
                raise NotModelled
            variables[name] = _Input(text)
    if not args:
        raise NotModelled
    rules = parse(args.pop(0))
    if any(["=" in path for path in args]):
        raise NotModelled
    return _Run(rules, variables).output(call, args)


def _separator(written: str) -> str:
    if written == "\\t":
        return "\t"
    if written == "t" or "\\" in written:
        raise NotModelled
    return written


def _number(text: str) -> float | None:
    """The number that the text is as a whole, blanks aside; None where it is none."""
    stripped = text.strip(" \t\n")
    if not stripped:
        return None
    value, length = _prefix(stripped)
    return value if length == len(stripped) else None


def _prefix(text: str) -> tuple[float, int]:
    """The decimal number at the start of the text, and its length."""
    index = text[:1] in ("+", "-") and bool(text)
    begin = int(index)
    at = begin
    while text[at : at + 1].isdigit():
        at += 1
    if text[at : at + 1] == ".":
        at += 1
        while text[at : at + 1].isdigit():
            at += 1
    digits = text[begin:at].replace(".", "")
    if text[begin : begin + 3].lower() in ("inf", "nan") or text[begin : begin + 2] in ("0x", "0X"):
        # Some read these as numbers, some do not.
        raise NotModelled
    if not digits or not digits.isascii() or len(digits) > 15:
        if digits:
            raise NotModelled
        return 0.0, 0
    if text[at : at + 1] in ("e", "E") and text[at : at + 1]:
        after = text[at + 1 : at + 2]
        if after.isdigit() or (after and after in "+-" and text[at + 2 : at + 3].isdigit()):
            raise NotModelled
    return float(text[:at]), at


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if value != int(value):
        return f"{value:.6g}"
    if abs(value) > MAX_INTEGER:
        raise NotModelled
    return str(int(value))


def _numeric(value: Value) -> float:
    if value is None:
        return 0.0
    if isinstance(value, str):
        return _prefix(value.lstrip(" \t\n"))[0]
    return value


def _integer(value: Value) -> int:
    number = _numeric(value)
    if number != int(number):
        raise NotModelled
    return int(number)


def _true(value: Value) -> bool:
    if isinstance(value, _Input):
        number = _number(value)
        return bool(value) if number is None else number != 0
    return bool(value)


class _Run:
    """One run of a program."""

    def __init__(self, rules: list[tuple[Tree, list[Tree]]], variables: dict[str, Value]) -> None:
        self.rules = rules
        self.variables: dict[str, Value] = {"FS": " ", "OFS": " ", "ORS": "\n", **variables}
        self.arrays: dict[str, dict[str, Value]] = {}
        self.regexes: dict[str, Regex] = {}
        self.ranges: set[int] = set()
        self.record = ""
        self.fields: list[Value] = []
        self.count = 0
        self.out: list[str] = []
        self.size = 0
        self.steps = 0
        self.status = 0

    def output(self, call: Call, paths: list[str]) -> Output:
        """What the program prints, and its status."""
        with suppress(_Exit):
            self._special("begin")
            if any([pattern[0] != "begin" for pattern, _ in self.rules]):
                self._records(call, paths)
        with suppress(_Exit):
            self._special("end")
        return Output("".join(self.out), self.status)

    def _special(self, kind: str) -> None:
        for pattern, body in self.rules:
            if pattern[0] == kind:
                self._all(body)

    def _records(self, call: Call, paths: list[str]) -> None:
        if paths.count("-") > 1:
            raise NotModelled
        for path in paths or ("-",):
            try:
                text = call.read(path)
            except FileNotFoundError:
                raise NotModelled from None
            for line in ended(text):
                self.count += 1
                self._take(line.removesuffix("\n"))
                self._record()

    def _record(self) -> None:
        with suppress(_Next):
            for pattern, body in self.rules:
                if pattern[0] not in ("begin", "end") and self._selected(pattern):
                    self._all(body)

    def _selected(self, pattern: Tree) -> bool:
        if pattern[0] == "always":
            return True
        if pattern[0] != "range":
            return _true(self.value(pattern))
        _, first, last, number = pattern
        if number not in self.ranges and not _true(self.value(first)):
            return False
        self.ranges.add(number)
        if _true(self.value(last)):
            self.ranges.discard(number)
        return True

    def _take(self, text: str) -> None:
        self.record = text
        self.fields = [_Input(field) for field in self._split(text, self.variables["FS"])]

    def _split(self, text: str, separator: Value) -> list[str]:
        mark = _text(separator)
        if mark == " ":
            fields = text.replace("\n", " ").replace("\t", " ").split(" ")
            return [field for field in fields if field]
        if not text:
            return []
        if not mark or mark in ("\\", "\n"):
            raise NotModelled
        if len(mark) == 1:
            return text.split(mark)
        regex = self._regex(mark, empty=False)
        fields = []
        start = 0
        while True:
            span = regex.search(text, start)
            if span is None:
                return [*fields, text[start:]]
            if regex.anchored:
                raise NotModelled
            fields.append(text[start : span[0]])
            start = span[1]

    def _regex(self, pattern: str, empty: bool = True) -> Regex:
        regex = self.regexes.get(pattern)
        if regex is None:
            if not pattern:
                raise NotModelled
            tree = parse_regex(pattern, "awk")
            if nullable(tree):
                # They match alike, but are not replaced and split alike.
                pattern = "\0" + pattern
            regex = self.regexes[pattern] = compiled(tree)
        if not empty and "\0" + pattern in self.regexes:
            raise NotModelled
        return regex

    def _all(self, body: list[Tree]) -> None:
        for statement in body:
            self._do(statement)

    def _do(self, statement: Tree) -> None:
        self._count_step()
        match statement:
            case ("print", values):
                texts = [_text(self.value(value)) for value in values] or [self.record]
                between = _text(self.variables["OFS"])
                self._print(between.join(texts) + _text(self.variables["ORS"]))
            case ("printf", values):
                self._print(self._format([self.value(value) for value in values]))
            case ("if", test, body, other):
                if _true(self.value(test)):
                    self._do(body)
                elif other is not None:
                    self._do(other)
            case ("block", body):
                self._all(body)
            case ("do", value):
                self.value(value)
            case ("next",):
                raise _Next
            case ("exit", value):
                if value is not None:
                    self.status = _integer(self.value(value)) & 255
                raise _Exit
            case _:
                raise NotModelled

    def _count_step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise NotModelled

    def _print(self, text: str) -> None:
        self.size += len(text)
        if self.size > MAX_TEXT:
            raise NotModelled
        self.out.append(text)

    def _format(self, values: list[Value]) -> str:
        if not values:
            raise NotModelled
        layout, rest = _text(values[0]), values[1:]
        out = ""
        index = 0
        while index < len(layout):
            char = layout[index]
            index += 1
            if char != "%":
                out += char
                continue
            start = index
            while index < len(layout) and layout[index] in "-0123456789.":
                index += 1
            shape, kind = layout[start:index], layout[index : index + 1]
            index += 1
            if kind == "%" and not shape:
                out += "%"
                continue
            width = shape.lstrip("-0")
            if not rest or len(width) > 3 or "-" in width or width.count(".") > 1:
                raise NotModelled
            value = rest.pop(0)
            if kind == "s" and not shape.startswith("0") and "-0" not in shape:
                text = _text(value)
                if shape:
                    ascii_only(text)
                out += f"%{shape}s" % text
            elif kind in ("d", "i") and "." not in shape and "-0" not in shape:
                number = _numeric(value)
                if abs(number) > MAX_INTEGER:
                    raise NotModelled
                out += f"%{shape}d" % int(number)
            else:
                raise NotModelled
        return out

    def value(self, tree: Tree) -> Value:
        """The value of an expression."""
        self._count_step()
        match tree:
            case ("string" | "number", value):
                known: Value = value
                return known
            case ("group", inner):
                return self.value(inner)
            case ("name", name):
                return self._variable(name)
            case ("field", place):
                return self._field(_integer(self.value(place)))
            case ("item", name, key):
                return self._array(name).setdefault(_text(self.value(key)), None)
            case ("regex", pattern):
                return float(self._regex(pattern).matches(self.record))
            case ("assign", target, new):
                value = self.value(new)
                self._assign(target, value)
                return value
            case ("step", target, sign):
                before = _numeric(self.value(target))
                self._assign(target, before + (1 if sign == "+" else -1))
                return before
            case ("not", inner):
                return float(not _true(self.value(inner)))
            case ("and", left, right):
                return float(_true(self.value(left)) and _true(self.value(right)))
            case ("or", left, right):
                return float(_true(self.value(left)) or _true(self.value(right)))
            case ("choose", test, yes, no):
                return self.value(yes if _true(self.value(test)) else no)
            case ("in", key, name):
                return float(_text(self.value(key)) in self._array(name))
            case ("match", subject, pattern, wanted):
                text = _text(self.value(subject))
                return float(self._pattern(pattern).matches(text) == wanted)
            case ("compare", operator, left, right):
                return float(self._compare(operator, self.value(left), self.value(right)))
            case ("concat", left, right):
                text = _text(self.value(left)) + _text(self.value(right))
                if len(text) > MAX_TEXT:
                    raise NotModelled
                return text
            case ("arithmetic", operator, left, right):
                return self._arithmetic(operator, self.value(left), self.value(right))
            case ("call", name, arguments):
                return self._call(name, arguments)
        raise NotModelled

    def _pattern(self, tree: Tree, empty: bool = True) -> Regex:
        pattern = tree[1] if tree[0] == "regex" else _text(self.value(tree))
        return self._regex(pattern, empty)

    def _variable(self, name: str) -> Value:
        if name == "NR":
            return float(self.count)
        if name == "NF":
            return float(len(self.fields))
        if name in self.arrays:
            raise NotModelled
        return self.variables.get(name)

    def _array(self, name: str) -> dict[str, Value]:
        if name in self.variables or name in _READ_ONLY:
            raise NotModelled
        return self.arrays.setdefault(name, {})

    def _field(self, place: int) -> Value:
        if not 0 <= place <= MAX_FIELD:
            raise NotModelled
        if place == 0:
            return _Input(self.record)
        return self.fields[place - 1] if place <= len(self.fields) else _Input("")

    def _assign(self, target: Tree, value: Value) -> None:
        match target:
            case ("name", name):
                if name in _READ_ONLY or name in self.arrays:
                    raise NotModelled
                self.variables[name] = value
            case ("item", name, key):
                self._array(name)[_text(self.value(key))] = value
            case ("field", tree):
                place = _integer(self.value(tree))
                if not 0 <= place <= MAX_FIELD:
                    raise NotModelled
                if place == 0:
                    self._take(_text(value))
                    return
                self.fields.extend([""] * (place - len(self.fields)))
                self.fields[place - 1] = value
                between = _text(self.variables["OFS"])
                self.record = between.join([_text(field) for field in self.fields])

    def _compare(self, operator: str, left: Value, right: Value) -> bool:
        sides = []
        for value in (left, right):
            if isinstance(value, _Input):
                sides.append(_number(value))
            else:
                sides.append(None if isinstance(value, str) else value or 0.0)
        one, two = sides
        if one is not None and two is not None:
            order = (one > two) - (one < two)
        elif operator in ("==", "!="):
            order = int(_text(left) != _text(right))
        else:
            order = collate(_text(left), _text(right))
        return {
            "==": order == 0, "!=": order != 0, "<": order < 0, "<=": order <= 0,
            ">": order > 0, ">=": order >= 0,
        }[operator]  # fmt: skip

    def _arithmetic(self, operator: str, left: Value, right: Value) -> float:
        one, two = _numeric(left), _numeric(right)
        if operator in "/%" and two == 0:
            raise NotModelled
        if operator == "%":
            if one < 0 or two < 0:
                raise NotModelled
            return one % two
        result = {
            "+": lambda: one + two, "-": lambda: one - two, "*": lambda: one * two,
            "/": lambda: one / two,
        }[operator]()  # fmt: skip
        if abs(result) > 2**52 or (result == 0 and (one < 0 or two < 0)):
            raise NotModelled
        return result

    def _call(self, name: str, arguments: list[Tree]) -> Value:
        if name in ("sub", "gsub"):
            return self._substitute(name == "gsub", arguments)
        if name == "split":
            return self._split_into(arguments)
        if name == "match":
            raise NotModelled
        values = [self.value(argument) for argument in arguments]
        if name == "int":
            return float(int(_numeric(values[0])))
        if name == "sprintf":
            return self._format(values)
        text = _text(values[0]) if values else self.record
        ascii_only(text)
        if name == "length":
            return float(len(text))
        if name == "index":
            return float(text.find(_text(values[1])) + 1)
        if name == "substr":
            start = _integer(values[1])
            end = start + _integer(values[2]) if len(values) == 3 else len(text) + 1
            return text[max(start, 1) - 1 : max(end, 1) - 1]
        return text.lower() if name == "tolower" else text.upper()

    def _split_into(self, arguments: list[Tree]) -> float:
        text = _text(self.value(arguments[0]))
        if arguments[1][0] != "name":
            raise NotModelled
        separator: Value = self.variables["FS"]
        if len(arguments) == 3:
            tree = arguments[2]
            separator = self.value(tree) if tree[0] != "regex" else tree[1]
            if tree[0] == "regex" and len(tree[1]) == 1:
                separator = f"({tree[1]})"
        parts = self._split(text, separator)
        array = self._array(arguments[1][1])
        array.clear()
        array.update({str(place): _Input(part) for place, part in enumerate(parts, 1)})
        return float(len(parts))

    def _substitute(self, every: bool, arguments: list[Tree]) -> float:
        regex = self._pattern(arguments[0], empty=False)
        new = _text(self.value(arguments[1]))
        target: Tree = arguments[2] if len(arguments) == 3 else ("field", ("number", 0.0))
        if target[0] not in ("name", "field", "item") or "\\" in new:
            raise NotModelled
        if target[0] == "field" and _integer(self.value(target[1])) > len(self.fields):
            # Whether it comes to be where nothing is replaced differs.
            raise NotModelled
        text = _text(self.value(target))
        out: list[str] = []
        start = count = size = 0
        while True:
            span = regex.search(text, start)
            if span is None or (count and not every):
                break
            begin, end = span
            out += [text[start:begin], new.replace("&", text[begin:end])]
            size += len(out[-1])
            if size > MAX_TEXT:
                raise NotModelled
            start = end
            count += 1
        if count:
            self._assign(target, "".join(out) + text[start:])
        return float(count)
