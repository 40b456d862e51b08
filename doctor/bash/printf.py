"""What the builtin `printf` writes (bash(1), and printf(1) for the conversions)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from doctor.bash import floats
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.quoting import printf_b, printf_format, quote_q
from doctor.record import NamedTuple

MAX_WIDTH = 10_000
"""Width or precision of one conversion."""

MAX_LENGTH = 1_000_000
"""Bytes of the output."""

_LARGEST = (1 << 63) - 1
_LARGEST_UNSIGNED = (1 << 64) - 1


class Printed(NamedTuple):
    """`errors` are the messages, without `bash: line 1: printf: ` in front."""

    output: str
    status: int
    errors: tuple[str, ...]


@lru_cache(maxsize=256)  # the same is written in many scenarios, and by an app alone and in CI
def format(format: str, arguments: tuple[str, ...]) -> Printed:  # noqa: A001, A002
    """What `printf format arguments…` writes, its status, and its messages.

    Raises Unpredictable for times, `%n` and `%a`, and TooMuch.
    """
    run = _Run(arguments)
    try:
        run.all(_parse(format))
    except _Stop:
        pass
    else:
        run.status |= run.conversion_failed
    output = b"".join(run.output).decode("utf-8", "surrogateescape")
    return Printed(output, run.status, tuple(run.errors))


class _Stop(Exception):
    """Nothing more is written."""


class _Conversion(NamedTuple):
    """`width` and `precision` are None where not written, "*" where they are arguments; a
    precision is "" where only its point is written."""

    written: str
    flags: str
    width: int | str | None
    precision: int | str | None
    letter: str


@cache
def _conversion() -> re.Pattern[str]:
    return re.compile(
        r"%(?P<flags>[#'\-+ 0]*)(?P<width>\*|[0-9]*)(?:\.(?P<precision>\*|-?[0-9]*))?"
        r"[hjlLtz]*(?P<letter>[^hjlLtz]?)",
        re.DOTALL,
    )


def _parse(written: str) -> list[str | _Conversion]:
    parts: list[str | _Conversion] = []
    at = 0
    while (percent := written.find("%", at)) >= 0:
        if percent > at:
            parts.append(written[at:percent])
        if written.startswith("%%", percent):
            parts.append("%")
            at = percent + 2
            continue
        found = _conversion().match(written, percent)
        assert found is not None
        at = found.end()
        precision = found["precision"]
        if precision is not None and precision.startswith("-"):
            raise Unpredictable("a negative precision in the format of printf")
        parts.append(
            _Conversion(
                written[percent:],
                found["flags"],
                _number(found["width"]) if found["width"] else None,
                None if precision is None else _number(precision),
                found["letter"],
            )
        )
    if at < len(written):
        parts.append(written[at:])
    return parts


def _number(written: str) -> int | str:
    return _bounded(int(written[:9])) if written.isdigit() else written


def _bounded(size: int) -> int:
    if size > MAX_WIDTH:
        raise TooMuch("printf pads too far")
    return size


class _Run:
    """One call: the arguments that are left, and what has been written."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.arguments = arguments
        self.next = 0
        self.output: list[bytes] = []
        self.length = 0
        self.status = 0
        self.conversion_failed = 0
        self.errors: list[str] = []

    def all(self, parts: list[str | _Conversion]) -> None:
        while True:
            begin = self.next
            for part in parts:
                if isinstance(part, str):
                    self.literal(part)
                else:
                    self.convert(part)
            if not begin < self.next < len(self.arguments):
                return

    def write(self, text: bytes) -> None:
        self.length += len(text)
        if self.length > MAX_LENGTH:
            raise TooMuch("printf writes too much")
        self.output.append(text)

    def literal(self, text: str) -> None:
        written, errors = printf_format(text)
        self.errors += errors
        self.write(_bytes(written))

    def fail(self, message: str) -> _Stop:
        self.errors.append(message)
        self.status = 1
        return _Stop()

    def convert(self, conversion: _Conversion) -> None:
        flags = conversion.flags
        width = self.size(conversion.width) or 0
        if width < 0:
            flags += "-"
            width = -width
        precision = self.size(conversion.precision)
        if precision is not None and precision < 0:
            precision = None
        letter = conversion.letter
        match letter:
            case "s":
                text = _bytes(self.argument())
            case "b":
                written, stop, errors = printf_b(self.argument())
                self.errors += errors
                self.write(_pad(_bytes(written)[:precision], flags, width))
                if stop:
                    raise _Stop
                return
            case "c":
                text = _bytes(self.argument())[:1] or b"\0"
                precision = None
            case "q":
                text = _bytes(quote_q(self.argument()))
            case "Q":
                # The precision cuts the argument, not what is written, but `.*` and `.` do not.
                argument = _bytes(self.argument())
                if isinstance(conversion.precision, int):
                    argument = argument[:precision]
                text = _bytes(quote_q(argument.decode("utf-8", "surrogateescape")))
                if conversion.precision != "":
                    precision = None
            case "d" | "i":
                self.write(_pad(*_integer(self.integer(True), letter, flags, width, precision)))
                return
            case "o" | "u" | "x" | "X":
                self.write(_pad(*_integer(self.integer(False), letter, flags, width, precision)))
                return
            case "e" | "E" | "f" | "F" | "g" | "G":
                self.write(_pad(*_float(self.float(), letter, flags, width, precision)))
                return
            case "(" | "n" | "a" | "A":
                raise Unpredictable(f"printf %{letter}")
            case "":
                raise self.fail(f"`{conversion.written}': missing format character")
            case _:
                raise self.fail(f"`{letter}': invalid format character")
        self.write(_pad(text[:precision], flags, width))

    def size(self, size: int | str | None) -> int | None:
        if not isinstance(size, str):
            return size
        if not size:
            return 0
        number = self.integer(True)
        _bounded(abs(number))
        return number

    def argument(self) -> str:
        if self.next >= len(self.arguments):
            return ""
        self.next += 1
        return self.arguments[self.next - 1]

    def integer(self, signed: bool) -> int:
        argument = self.argument()
        if argument[:1] in ("'", '"'):
            return _code(argument[1:])
        value, end = _parse_integer(argument)
        low, high = (-_LARGEST - 1, _LARGEST) if signed else (-_LARGEST_UNSIGNED, _LARGEST_UNSIGNED)
        in_range = low <= value <= high
        self.complain(argument, end, in_range)
        if signed:
            return min(max(value, low), high)
        return value & _LARGEST_UNSIGNED if in_range else _LARGEST_UNSIGNED

    def float(self) -> floats.Float:
        argument = self.argument()
        if argument[:1] in ("'", '"'):
            return floats.from_int(_code(argument[1:]))
        value, end, out_of_range = floats.parse(argument)
        self.complain(argument, end, not out_of_range)
        return value

    def complain(self, argument: str, end: int, in_range: bool) -> None:
        if end < len(argument):
            kind = ""
            if argument[0] == "0" and argument[1:2] in tuple("0123456789"):
                kind = "octal "
            elif argument.startswith("0x"):
                kind = "hex "
            self.errors.append(f"{argument}: invalid {kind}number")
            self.conversion_failed = 1
        elif not in_range:
            self.errors.append(f"warning: {argument}: Numerical result out of range")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _code(text: str) -> int:
    """The number of the first character; of a byte that is none, the byte."""
    if not text:
        return 0
    code = ord(text[0])
    return code - 0xDC00 if 0xDC80 <= code <= 0xDCFF else code


@cache
def _integer_written() -> re.Pattern[str]:
    return re.compile(
        r"[ \t\n\v\f\r]*(?P<sign>[+-]?)(?:0[xX](?P<hex>[0-9a-fA-F]+)|(?P<octal>0[0-7]*)"
        r"|(?P<decimal>[1-9][0-9]*))"
    )


def _parse_integer(text: str) -> tuple[int, int]:
    """The integer that the text begins with, as in C, and where it ends."""
    found = _integer_written().match(text)
    if found is None:
        return 0, 0
    kind = found.lastgroup
    assert kind is not None
    # Longer numbers are all equally out of range.
    digits = found[kind].lstrip("0")[:40]
    value = int(digits or "0", {"hex": 16, "octal": 8, "decimal": 10}[kind])
    return -value if found["sign"] == "-" else value, found.end()


def _pad(text: bytes, flags: str, width: int) -> bytes:
    return text.ljust(width) if "-" in flags else text.rjust(width)


def _integer(
    value: int, letter: str, flags: str, width: int, precision: int | None
) -> tuple[bytes, str, int]:
    """What `_pad` takes for an integer."""
    magnitude = abs(value)
    if letter in "xX":
        digits = f"{magnitude:{letter}}"
    elif letter == "o":
        digits = f"{magnitude:o}"
    else:
        digits = str(magnitude)
    if precision is not None:
        digits = "" if precision == 0 and value == 0 else digits.zfill(precision)
    if letter == "o" and "#" in flags and not digits.startswith("0"):
        digits = "0" + digits
    sign = _sign(value < 0, flags) if letter in "di" else ""
    if letter in "xX" and "#" in flags and value:
        sign = "0" + letter
    zeros = "0" in flags and "-" not in flags and precision is None
    return _signed(sign, digits, zeros, width), flags, width


def _float(
    value: floats.Float, letter: str, flags: str, width: int, precision: int | None
) -> tuple[bytes, str, int]:
    """What `_pad` takes for a floating-point number."""
    digits = floats.write(value, letter.lower(), precision, "#" in flags)
    if letter.isupper():
        digits = digits.upper()
    zeros = "0" in flags and "-" not in flags and not value.special
    return _signed(_sign(value.negative, flags), digits, zeros, width), flags, width


def _sign(negative: bool, flags: str) -> str:
    if negative:
        return "-"
    return "+" if "+" in flags else " " if " " in flags else ""


def _signed(sign: str, digits: str, zeros: bool, width: int) -> bytes:
    if zeros:
        digits = digits.zfill(width - len(sign)) if digits else digits
    return (sign + digits).encode()
