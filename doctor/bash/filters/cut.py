"""cut(1): fields or characters of each line."""

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

_LONG = {
    "fields": "f", "characters": "c", "bytes": "b", "delimiter": "d", "only-delimited": "s",
    "output-delimiter": "O",
}  # fmt: skip
_END = 10**9
Ranges = list[tuple[int, int]]


def run(call: Call) -> Output:
    """The chosen parts of each line of the operands or standard input."""
    given, operands = _options(call)
    ranges: Ranges | None = None
    mode = delimiter = ""
    joiner: str | None = None
    only = complement = False
    for letter, value in given:
        if letter in "fcb":
            if ranges is not None:
                raise NotModelled
            mode, ranges = letter, _ranges(value)
        elif letter == "d":
            delimiter = value
        elif letter == "O":
            joiner = value
        elif letter == "s":
            only = True
        else:
            complement = True
    if ranges is None or (mode != "f" and (delimiter or only)):
        raise NotModelled
    if ("d", "") in given or ("O", "") in given or len(delimiter) > 1 or delimiter == "\n":
        raise NotModelled
    ascii_only(delimiter)
    if complement:
        ranges = _complement(ranges)
    files, error = call.read_all(operands)
    cut: list[str] = []
    for _, text in files:
        if mode == "f":
            cut.extend(_fields(text, ranges, delimiter or "\t", joiner, only))
        else:
            ascii_only(text)
            cut.extend(
                [(joiner or "").join([line[a - 1 : b] for a, b in _within(ranges, line)])
                 for line in lines(text)]
            )  # fmt: skip
    return Output(joined(cut), int(bool(error)), error)


def _options(call: Call) -> tuple[list[tuple[str, str]], list[str]]:
    # `--complement` has no short form: its letter must not be a flag.
    args = [arg for arg in call.args if arg != "--complement"]
    given, operands = options(args, "sn", "fcbdO", _LONG)
    return given + [("C", "")] * (len(args) < len(call.args)), operands


def _within(ranges: Ranges, line: str) -> Ranges:
    return [(a, b) for a, b in ranges if a <= len(line)]


def _fields(text: str, ranges: Ranges, delimiter: str, joiner: str | None, only: bool) -> list[str]:
    cut = []
    for line in lines(text):
        if delimiter not in line:
            if not only:
                cut.append(line)
            continue
        fields = line.split(delimiter)
        chosen = [field for a, b in ranges for field in fields[a - 1 : b]]
        cut.append((delimiter if joiner is None else joiner).join(chosen))
    return cut


def _ranges(written: str) -> Ranges:
    """The list of a field option, ordered and merged."""
    spans = []
    for part in written.split(","):
        low, dash, high = part.partition("-")
        if not (low or high):
            raise NotModelled
        first = number(low, _END) if low else 1
        last = (number(high, _END) if high else _END) if dash else first
        if first < 1 or last < first:
            raise NotModelled
        spans.append((first, last))
    merged: Ranges = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _complement(ranges: Ranges) -> Ranges:
    gaps = []
    start = 1
    for first, last in ranges:
        if first > start:
            gaps.append((start, first - 1))
        start = last + 1
    if start < _END:
        gaps.append((start, _END))
    return gaps
