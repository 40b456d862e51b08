"""How bash quotes a text when it shows it, and what the backslash escapes of a text stand for.

Sources: bash(1), QUOTING, and SHELL BUILTIN COMMANDS under echo and printf; what these leave open
is as in bash 5.2. A byte that is not UTF-8 is a lone surrogate (Python's `surrogateescape`).
"""

import re
from functools import cache

from doctor.bash.classes import is_printable

_CONTROLS = {
    "\x1b": "E", "\a": "a", "\v": "v", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t",
    "\\": "\\", "'": "'",
}  # fmt: skip
_BACKSLASHED = frozenset("\t\n !\"$&'()*,;<>?[\\]^`{|}")
_IN_DOUBLE_QUOTES = frozenset('"$\\`')
_METACHARACTERS = frozenset(" \t\n'\"\\|&;()<>!{}*[?]^$`")
_LETTERS = {
    b"a": b"\a", b"b": b"\b", b"e": b"\x1b", b"E": b"\x1b", b"f": b"\f", b"n": b"\n", b"r": b"\r",
    b"t": b"\t", b"v": b"\v",
}  # fmt: skip


def quote_q(text: str) -> str:
    """The text as `printf %q` writes it."""
    if not text:
        return "''"
    if not _is_printable(text):
        return _dollar_quote(text)
    out: list[str] = []
    previous = "="
    for character in text:
        special = character in _BACKSLASHED or (
            (character == "~" and previous in "=:") or (character == "#" and not out)
        )
        out.append("\\" + character if special else character)
        previous = character
    return "".join(out)


def quote_transform(text: str) -> str:
    """The text as `${name@Q}` writes it."""
    return quote_single(text) if _is_printable(text) else _dollar_quote(text)


def quote_trace(text: str) -> str:
    """The text as `set -x` shows a word of a simple command.

    The value of an assignment is shown alike, but for an empty one, which is nothing.
    """
    if not text:
        return "''"
    if _has_metacharacter(text):
        return quote_single(text)
    return text if _is_printable(text) else _dollar_quote(text)


def quote_declare(text: str) -> str:
    """The value as `declare -p` shows it."""
    if not _is_printable(text):
        return _dollar_quote(text)
    escaped = ["\\" + c if c in _IN_DOUBLE_QUOTES else c for c in text]
    return '"' + "".join(escaped) + '"'


def quote_key(text: str) -> str:
    """The key of an associative array as `declare -p` shows it."""
    if not _is_printable(text):
        return _dollar_quote(text)
    return quote_declare(text) if text in ("@", "*") or _has_metacharacter(text or " ") else text


def ansi_c(text: str) -> str:
    """What the text between `$'` and `'` stands for; also `${name@E}`."""
    if "\\" not in text:
        return text
    return _decoded(_ansi_c_escape().sub(_value, _encoded(text)).partition(b"\0")[0])


def echo_escapes(text: str) -> tuple[str, bool]:
    """What `echo -e` writes for its argument, and whether `\\c` ends all output there."""
    return _up_to_stop(text, _echo_escape())


def printf_b(text: str) -> tuple[str, bool, list[str]]:
    """What `printf %b` writes for its argument, whether `\\c` ends all output, and complaints."""
    written, stop = _up_to_stop(text, _b_escape())
    return written, stop, _missing_digits(text, stop)


def printf_format(text: str) -> tuple[str, list[str]]:
    """What `printf` writes for a part of its format that holds no conversion, and complaints."""
    if "\\" not in text:
        return text, []
    return _decoded(_format_escape().sub(_value, _encoded(text))), _missing_digits(text, False)


def _is_printable(text: str) -> bool:
    return text.isprintable() or all([is_printable(character) for character in text])


def _dollar_quote(text: str) -> str:
    out: list[str] = []
    for character in text:
        if character in _CONTROLS:
            out.append("\\" + _CONTROLS[character])
        elif is_printable(character):
            out.append(character)
        else:
            out.extend([f"\\{byte:03o}" for byte in _encoded(character)])
    return f"$'{''.join(out)}'"


def quote_single(text: str) -> str:
    """The text in single quotes, as `trap -p` shows it."""
    if text == "'":
        return "\\'"
    return "'" + text.replace("'", "'\\''") + "'"


def _has_metacharacter(text: str) -> bool:
    return (
        text[0] in "~#"
        or not _METACHARACTERS.isdisjoint(text)
        or ("~" in text and ("=~" in text or ":~" in text))
    )


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


_NUMBERS = rb"x(?P<hex>[0-9a-fA-F]{1,2})|(?P<u>u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8})"
_ALWAYS = rb"(?P<letter>[abeEfnrtv])|(?P<itself>\\)|" + _NUMBERS


@cache
def _ansi_c_escape() -> re.Pattern[bytes]:
    more = rb"|x\{(?P<hexes>[0-9a-fA-F]*)\}?|(?P<octal>[0-7]{1,3})|(?P<mark>['\"?])"
    return re.compile(rb"\\(?:" + _ALWAYS + more + rb"|c(?P<control>\\\\|.))", re.DOTALL)


@cache
def _echo_escape() -> re.Pattern[bytes]:
    return re.compile(rb"\\(?:" + _ALWAYS + rb"|0(?P<octal>[0-7]{0,3})|(?P<stop>c))")


@cache
def _b_escape() -> re.Pattern[bytes]:
    octal = rb"|(?P<octal>0[0-7]{0,3}|[1-7][0-7]{0,2})|(?P<stop>c)"
    return re.compile(rb"\\(?:" + _ALWAYS + octal + rb")")


@cache
def _format_escape() -> re.Pattern[bytes]:
    more = rb"|(?P<octal>[0-7]{1,3})|(?P<mark>['\"?])"
    return re.compile(rb"\\(?:" + _ALWAYS + more + rb")")


def _up_to_stop(text: str, escape: re.Pattern[bytes]) -> tuple[str, bool]:
    if "\\" not in text:
        return text, False
    encoded = _encoded(text)
    for found in escape.finditer(encoded):
        if found.lastgroup == "stop":
            return _decoded(escape.sub(_value, encoded[: found.start()])), True
    return _decoded(escape.sub(_value, encoded)), False


def _value(found: re.Match[bytes]) -> bytes:
    kind = found.lastgroup
    assert kind is not None
    digits = found[kind]
    match kind:
        case "letter":
            return _LETTERS[digits]
        case "hex" | "hexes":
            return bytes([int(digits[-2:] or b"0", 16)])
        case "octal":
            return bytes([int(digits or b"0", 8) & 0xFF])
        case "u":
            return _utf8(int(digits[1:], 16))
        case "control":
            return b"\x7f" if digits == b"?" else bytes([digits.upper()[0] & 0x1F])
        case _:
            return digits


def _utf8(code: int) -> bytes:
    """The number as UTF-8 was first defined, which knew codes beyond Unicode's."""
    if code < 0x80:
        return bytes([code])
    tail: list[int] = []
    limit = 0x20
    while True:
        tail.insert(0, 0x80 | code & 0x3F)
        code >>= 6
        if code < limit:
            return bytes([(0x100 - 2 * limit) | code, *tail])
        limit >>= 1


@cache
def _missing() -> re.Pattern[str]:
    return re.compile(r"\\(?:([xuU])(?![0-9a-fA-F])|(.))", re.DOTALL)


def _missing_digits(text: str, until_stop: bool) -> list[str]:
    """What printf says of `\\x` and `\\u` without digits."""
    complaints: list[str] = []
    for found in _missing().finditer(text):
        if until_stop and found[2] == "c":
            break
        if found[1]:
            kind = "hex" if found[1] == "x" else "unicode"
            complaints.append(f"missing {kind} digit for \\{found[1]}")
    return complaints
