"""sort(1), uniq(1), comm(1), in an order on which the C and the usual UTF-8 locales agree."""

from functools import cmp_to_key
from itertools import pairwise

from doctor.bash.filters.call import (
    Call,
    NotModelled,
    Output,
    ascii_only,
    joined,
    lines,
    number,
    options,
)
from doctor.bash.filters.characters import DIGITS, LOWER, UPPER
from doctor.record import NamedTuple

_LONG = {
    "unique": "u", "reverse": "r", "numeric-sort": "n", "version-sort": "V", "key": "k",
    "field-separator": "t", "stable": "s",
}  # fmt: skip
_UNIQ_LONG = {"count": "c", "repeated": "d", "unique": "u"}
MAX_LINES = 20_000


class Key(NamedTuple):
    """Fields `first` to `last` (None: to the end of the line), compared as `kind` says."""

    first: int
    last: int | None
    kind: str
    reverse: bool


def run(call: Call) -> Output:
    """The lines sorted; or without repetitions; or compared with another file's."""
    return {"sort": _sort, "uniq": _uniq, "comm": _comm}[call.name](call)


def _sort(call: Call) -> Output:
    given, operands = options(call.args, "urnVs", "kt", _LONG)
    flags = {letter for letter, _ in given}
    if {"n", "V"} <= flags:
        raise NotModelled
    kind = "n" if "n" in flags else "V" if "V" in flags else ""
    separator = next((value for letter, value in given if letter == "t"), "")
    if ("t", "") in given or len(separator) > 1:
        raise NotModelled
    keys = [_key(value, kind, "r" in flags) for letter, value in given if letter == "k"]
    keys = keys or [Key(1, None, kind, "r" in flags)]
    text: list[str] = []
    for path in operands or ("-",):
        try:
            part = call.read(path)
        except FileNotFoundError:
            raise NotModelled from None
        ascii_only(part)
        text.extend(lines(part))
    if len(text) > MAX_LINES:
        raise NotModelled

    def by_keys(one: str, two: str) -> int:
        for key in keys:
            a, b = _field(one, key, separator), _field(two, key, separator)
            order = _COMPARE[key.kind](a, b)
            if order:
                return -order if key.reverse else order
        return 0

    def whole(one: str, two: str) -> int:
        order = by_keys(one, two)
        if order or flags & {"u", "s"}:
            return order
        last = collate(one, two)
        return -last if "r" in flags else last

    text.sort(key=cmp_to_key(whole))
    if "u" in flags:
        text = [
            line for index, line in enumerate(text) if not index or by_keys(text[index - 1], line)
        ]
    return Output(joined(text))


def _key(written: str, kind: str, reverse: bool) -> Key:
    first, comma, last = written.partition(",")
    letters = first.lstrip("0123456789") + last.lstrip("0123456789")
    if set(letters) - set("nrV") or {"n", "V"} <= set(letters):
        raise NotModelled
    start = number(first.rstrip("nrV"))
    end = number(last.rstrip("nrV")) if comma else None
    if not start or end == 0:
        raise NotModelled
    if letters:
        kind, reverse = letters.replace("r", "")[:1], "r" in letters
    return Key(start, end, kind, reverse)


def _field(line: str, key: Key, separator: str) -> str:
    if key.first == 1 and key.last is None:
        return line
    if separator:
        return separator.join(line.split(separator)[key.first - 1 : key.last])
    # Without a separator a field begins with the blanks before it.
    fields = []
    index = 0
    while index < len(line):
        start = index
        while index < len(line) and line[index] in " \t":
            index += 1
        while index < len(line) and line[index] not in " \t":
            index += 1
        fields.append(line[start:index])
    return "".join(fields[key.first - 1 : key.last])


def collate(one: str, two: str) -> int:
    """Which line comes first in every usual locale; NotModelled where they differ.

    They agree where the first difference is between digits and letters of one case.
    """
    if one == two:
        return 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            if not any([{a, b} <= DIGITS | case for case in (LOWER, UPPER)]):
                raise NotModelled
            return -1 if a < b else 1
    return -1 if len(one) < len(two) else 1


def _numeric(one: str, two: str) -> int:
    a, b = _value(one), _value(two)
    return (a > b) - (a < b)


def _value(text: str) -> int:
    """The whole number with which the text begins, or 0."""
    text = text.lstrip(" \t")
    negative = text.startswith("-")
    text = text[negative:]
    end = 0
    while end < len(text) and text[end] in DIGITS:
        end += 1
    whole, rest = text[:end], text[end:]
    # A decimal point or a separator of thousands depends on the locale.
    separated = rest.startswith((".", ",", "'")) and rest[1:2].isdigit()
    if separated or len(whole) > 18:
        raise NotModelled
    return (-1 if negative else 1) * int(whole or "0")


def version(one: str, two: str) -> int:
    """Debian's version order, as sort -V has it; NotModelled where releases of sort differ.

    Source: coreutils manual, "Version sort ordering".
    """
    if one == two:
        return 0
    for text in (one, two):
        if not text or not text[0].isalnum() or not set(text) <= _VERSION:
            raise NotModelled
    order = _debian(_stem(one), _stem(two))
    if order == 0:
        if _stem(one) != one or _stem(two) != two:
            raise NotModelled
        return 0
    if order != _debian(one, two):
        raise NotModelled
    return order


_VERSION = DIGITS | LOWER | UPPER | frozenset("._-+~/")


def _stem(text: str) -> str:
    """The name without file endings, which begin with a dot and a letter."""
    while True:
        head, dot, tail = text.rpartition(".")
        if not dot or not tail or not (tail[0].isalpha() or tail[0] == "~"):
            return text
        if not set(tail) <= DIGITS | LOWER | UPPER | {"~"}:
            return text
        text = head


def _rank(text: str, index: int) -> int:
    if index >= len(text) or text[index] in DIGITS:
        return 0
    char = text[index]
    return -1 if char == "~" else ord(char) + (0 if char.isalpha() else 256)


def _debian(one: str, two: str) -> int:
    i = j = 0
    while i < len(one) or j < len(two):
        while (i < len(one) and one[i] not in DIGITS) or (j < len(two) and two[j] not in DIGITS):
            a, b = _rank(one, i), _rank(two, j)
            if a != b:
                return -1 if a < b else 1
            i += 1
            j += 1
        start, begin = i, j
        while i < len(one) and one[i] in DIGITS:
            i += 1
        while j < len(two) and two[j] in DIGITS:
            j += 1
        left, right = one[start:i].lstrip("0"), two[begin:j].lstrip("0")
        if (len(left), left) != (len(right), right):
            return -1 if (len(left), left) < (len(right), right) else 1
    return 0


_COMPARE = {"": collate, "n": _numeric, "V": version}


def _uniq(call: Call) -> Output:
    given, operands = options(call.args, "cdu", "", _UNIQ_LONG)
    flags = {letter for letter, _ in given}
    text = call.read_one(operands)
    runs: list[tuple[str, int]] = []
    for line in lines(text):
        if runs and runs[-1][0] == line:
            runs[-1] = (line, runs[-1][1] + 1)
        else:
            runs.append((line, 1))
    if "d" in flags:
        runs = [(line, count) for line, count in runs if count > 1]
    if "u" in flags:
        runs = [(line, count) for line, count in runs if count == 1]
    return Output(joined([f"{count:7} {line}" if "c" in flags else line for line, count in runs]))


def _comm(call: Call) -> Output:
    given, operands = options(call.args, "123")
    hidden = {letter for letter, _ in given}
    if len(operands) != 2:
        raise NotModelled
    files, error = call.read_all(operands)
    if error:
        raise NotModelled
    one, two = (lines(text) for _, text in files)
    for text in (one, two):
        ascii_only(*text)
        if any([collate(a, b) > 0 for a, b in pairwise(text)]):
            raise NotModelled
    indent = {"1": "", "2": "\t" * ("1" not in hidden)}
    indent["3"] = indent["2"] + "\t" * ("2" not in hidden)
    out = []
    i = j = 0
    while i < len(one) or j < len(two):
        order = (
            -1 if j == len(two) else 1 if i == len(one) else collate(one[i], two[j])
        )  # fmt: skip
        line = one[i] if order <= 0 else two[j]
        column = {-1: "1", 1: "2", 0: "3"}[order]
        i += order <= 0
        j += order >= 0
        if column not in hidden:
            out.append(indent[column] + line)
    return Output(joined(out))
