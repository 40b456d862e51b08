"""`$'…'` (bash manual, 3.1.2.4)."""

from __future__ import annotations

import re

from doctor.bash.syntax.reader import as_bytes
from doctor.pattern import pattern

_ANSI_C_ESCAPE = pattern(
    r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c(.)|(.))",
    re.DOTALL,
)
_ANSI_C_CHARACTERS = {
    "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
    "v": "\v", "\\": "\\", "'": "'", '"': '"', "?": "?",
}  # fmt: skip


def ansi_c(text: str) -> str:
    r"""What stands in `$'…'` (manual, 3.1.2.4); a `\0` ends it."""

    def decoded(match: re.Match[str]) -> str:
        octal, byte, short, long, control, other = match.groups()
        if octal or byte:
            return chr(int(octal, 8) & 0xFF if octal else int(byte, 16))
        if short or long:
            number = int(short or long, 16)
            return as_bytes(chr(number)) if number <= 0x10FFFF else "?"
        if control:
            return chr(ord(control.upper()) & 0x1F)
        return _ANSI_C_CHARACTERS.get(other, "\\" + other)

    return _ANSI_C_ESCAPE.sub(decoded, text).partition("\0")[0]
