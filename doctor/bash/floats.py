"""Floating-point numbers as bash's printf reads and writes them: 80-bit extended precision."""

import re
from functools import cache

from doctor.bash.limits import TooMuch
from doctor.record import NamedTuple

MAX_DIGITS = 4_000
"""Decimal digits of a number, read or written."""

_PRECISION = 64
_LOWEST_EXPONENT = -16445
_HIGHEST_EXPONENT = 16384


class Float(NamedTuple):
    """`mantissa * 2**exponent` with a sign; `special` is "inf", "nan" or "" for a number."""

    negative: bool
    mantissa: int
    exponent: int
    special: str = ""


@cache
def _written() -> re.Pattern[str]:
    return re.compile(
        r"[ \t\n\v\f\r]*(?P<sign>[+-]?)(?:(?P<special>inf(?:inity)?|nan(?:\(\w*\))?)"
        r"|0x(?P<hex>[0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(?:p(?P<power>[+-]?[0-9]+))?"
        r"|(?P<decimal>[0-9]+\.?[0-9]*|\.[0-9]+)(?:e(?P<ten>[+-]?[0-9]+))?)",
        re.IGNORECASE | re.ASCII,
    )


def parse(text: str) -> tuple[Float, int, bool]:
    """The number that the text begins with, where it ends, and whether it was out of range."""
    found = _written().match(text)
    if found is None:
        return Float(False, 0, 0), 0, False
    negative = found["sign"] == "-"
    if found["special"]:
        return Float(negative, 0, 0, found["special"][:3].lower()), found.end(), False
    is_hex = found["hex"] is not None
    digits = found["hex"] if is_hex else found["decimal"]
    whole, _, fraction = digits.partition(".")
    significant = (whole + fraction).lstrip("0")
    if len(digits) > MAX_DIGITS:
        raise TooMuch("a number has too many digits")
    if not significant:
        return Float(negative, 0, 0), found.end(), False
    shift = _bounded(found["power" if is_hex else "ten"] or "0")
    if is_hex:
        number = _round(int(significant, 16), 1, shift - 4 * len(fraction))
    else:
        ten = shift - len(fraction)
        if ten + len(significant) > 5_000:
            number = None
        elif ten + len(significant) < -5_000:
            number = 0, 0
        else:
            number = _round(int(significant) * 10 ** max(ten, 0), 10 ** max(-ten, 0), 0)
    if number is None:
        return Float(negative, 0, 0, "inf"), found.end(), True
    mantissa, exponent = number
    is_tiny = mantissa.bit_length() < _PRECISION and exponent <= _LOWEST_EXPONENT
    return Float(negative, mantissa, exponent), found.end(), mantissa == 0 or is_tiny


def from_int(number: int) -> Float:
    """A whole number of at most 64 bits."""
    return Float(number < 0, abs(number), 0)


def write(number: Float, conversion: str, precision: int | None, alternative: bool) -> str:
    """The digits of `%e`, `%f` or `%g`, in lower case and without a sign."""
    if number.special:
        return number.special
    if precision is None:
        precision = 6
    numerator = number.mantissa << max(number.exponent, 0)
    denominator = 1 << max(-number.exponent, 0)
    if conversion == "f":
        written = _fixed(numerator, denominator, precision)
    elif conversion == "e":
        written = _scientific(*_leading(numerator, denominator, precision + 1), precision)
    else:
        precision = max(precision, 1)
        digits, power = _leading(numerator, denominator, precision)
        if -4 <= power < precision:
            written = _fixed(numerator, denominator, precision - 1 - power)
        else:
            written = _scientific(digits, power, precision - 1)
        if not alternative and "." in written:
            mantissa, e, exponent = written.partition("e")
            return mantissa.rstrip("0").rstrip(".") + e + exponent
    if alternative and "." not in written:
        mantissa, e, exponent = written.partition("e")
        return f"{mantissa}.{e}{exponent}"
    return written


def _bounded(exponent: str) -> int:
    sign = -1 if exponent[0] == "-" else 1
    digits = exponent.lstrip("+-").lstrip("0")
    return sign * (int(digits or "0") if len(digits) < 8 else 10**8)


def _round(numerator: int, denominator: int, exponent: int) -> tuple[int, int] | None:
    """The nearest number of 64 bits to the fraction times a power of two; None if too large."""
    bits = numerator.bit_length() - denominator.bit_length()
    if not -20_000 < bits + exponent < 20_000:
        return None if bits + exponent > 0 else (0, 0)
    shift = max(bits - _PRECISION, _LOWEST_EXPONENT - exponent)
    while True:
        mantissa = _nearest(numerator << max(-shift, 0), denominator << max(shift, 0))
        if mantissa.bit_length() <= _PRECISION:
            break
        if mantissa == 1 << _PRECISION:
            mantissa >>= 1
            shift += 1
            break
        shift += 1
    if mantissa.bit_length() + shift + exponent > _HIGHEST_EXPONENT:
        return None
    return mantissa, shift + exponent


def _nearest(numerator: int, denominator: int) -> int:
    quotient, rest = divmod(numerator, denominator)
    return quotient + (2 * rest > denominator or (2 * rest == denominator and quotient & 1))


def _digits(number: int) -> str:
    if number.bit_length() > 3 * MAX_DIGITS:
        raise TooMuch("a number has too many digits")
    return str(number)


def _fixed(numerator: int, denominator: int, precision: int) -> str:
    if precision > MAX_DIGITS:
        raise TooMuch("a number has too many digits")
    digits = _digits(_nearest(numerator * 10**precision, denominator)).zfill(precision + 1)
    return f"{digits[:-precision]}.{digits[-precision:]}" if precision else digits


def _leading(numerator: int, denominator: int, count: int) -> tuple[str, int]:
    """The first digits, rounded, and the power of ten of the first."""
    if count > MAX_DIGITS:
        raise TooMuch("a number has too many digits")
    if not numerator:
        return "0" * count, 0
    power = int((numerator.bit_length() - denominator.bit_length()) * 0.30103) - 1
    while (
        numerator >= denominator * 10 ** max(power + 1, 0)
        if power >= -1
        else (numerator * 10 ** (-power - 1) >= denominator)
    ):
        power += 1
    while True:
        scale = power - count + 1
        enlarged = numerator * 10 ** max(-scale, 0)
        digits = _digits(_nearest(enlarged, denominator * 10 ** max(scale, 0)))
        if len(digits) == count:
            return digits, power
        power += len(digits) - count


def _scientific(digits: str, power: int, precision: int) -> str:
    fraction = f".{digits[1:]}" if precision else ""
    return f"{digits[0]}{fraction}e{'-' if power < 0 else '+'}{abs(power):02d}"
