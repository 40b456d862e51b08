"""head(1) and tail(1)."""

from doctor.bash.filters.call import (
    Call,
    NotModelled,
    Output,
    ascii_only,
    ended,
    number,
    options,
    plain,
)

_LONG = {"lines": "n", "bytes": "c", "quiet": "q", "silent": "q", "verbose": "v"}


def run(call: Call) -> Output:
    """The first or last lines or bytes of each operand, with headers if there are several."""
    given, operands = options(_modern(call), "qv", "nc", _LONG)
    if {"n", "c"} <= {letter for letter, _ in given}:
        raise NotModelled
    unit, count = "n", "10"
    headers = len(operands) > 1
    for letter, value in given:
        if letter in "nc":
            unit, count = letter, value
        else:
            headers = letter == "v"
    sign = count[:1] if count[:1] in "+-" else ""
    amount = number(count.removeprefix(sign) if sign else count)
    if call.name == "head" and sign == "+":
        sign = ""
    if amount == 0 and call.name == "tail" and sign != "+":
        # It may not even open the files.
        raise NotModelled
    part = _head if call.name == "head" else _tail
    out = error = ""
    for path in operands or ("-",):
        try:
            text = call.read(path)
        except FileNotFoundError:
            error += (
                f"{call.name}: cannot open '{plain(path)}' for reading: No such file or directory\n"
            )
            continue
        if headers:
            name = "standard input" if path == "-" else path
            out += "\n" * bool(out) + f"==> {name} <==\n"
        if unit == "c":
            ascii_only(text)
        out += part(list(text) if unit == "c" else ended(text), sign, amount)
    return Output(out, int(bool(error)), error)


def _modern(call: Call) -> list[str]:
    """The arguments with an old-style first `-5` as `-n 5`."""
    args = list(call.args)
    first = args[0] if args else ""
    if first[1:].isdigit() and first[0] in "+-":
        # Whether `tail +5` is a count or a file depends on the version.
        if first[0] == "+" or any([arg.startswith("-") for arg in args[1:]]) or len(args) > 2:
            raise NotModelled
        return ["-n", first[1:], *args[1:]]
    return args


def _head(units: list[str], sign: str, amount: int) -> str:
    end = max(len(units) - amount, 0) if sign == "-" else amount
    return "".join(units[:end])


def _tail(units: list[str], sign: str, amount: int) -> str:
    start = max(amount - 1, 0) if sign == "+" else max(len(units) - amount, 0)
    return "".join(units[start:])
