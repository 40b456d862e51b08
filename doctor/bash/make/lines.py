"""The text of makefiles: lines, comments, references and arguments, before anything is expanded.

Source: the GNU make manual, chapters 3 (writing makefiles) and 6 (references).
"""

from __future__ import annotations

from doctor.bash.values import Value
from doctor.pattern import pattern
from doctor.record import NamedTuple

_QUOTED = pattern(r"""("[^"]*"|'[^']*')[ \t]*("[^"]*"|'[^']*')""")


class Line(NamedTuple):
    """A line with those that continue it; `row` is the first one's, from 0."""

    text: str
    path: str
    row: int


NOWHERE = Line("", "", 0)


class NotRead(Exception):
    """Something that is not worked out."""

    def __init__(self, why: str, line: Line) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


class Stopped(Exception):
    """make ends with status 2 and this message."""

    def __init__(self, message: Value, line: Line) -> None:
        super().__init__()
        self.message = message
        self.line = line


def goes_on(row: str) -> bool:
    """Whether a line is continued on the next."""
    return (len(row) - len(row.rstrip("\\"))) % 2 == 1


def bare_text(text: str, line: Line) -> str:
    """A line without its comment, nor the blanks around it that do not count."""
    masked = text.replace("\\#", "\0\0")
    at = masked.find("#") if "#" in masked else len(text)
    is_open = "\\\\#" in text or top_level(masked, "#") != at or top_level(masked, ";") < at
    if "#" in text and is_open:
        raise NotRead("it is not worked out whether a comment begins here", line)
    bare = text[:at].replace("\\#", "#")
    return bare.lstrip(" \t") if "=" in bare else bare.strip(" \t")


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens at `at` is closed; -1: nowhere."""
    opening, closing = text[at], ")" if text[at] == "(" else "}"
    depth = 0
    for index in range(at, len(text)):
        depth += (text[index] == opening) - (text[index] == closing)
        if not depth:
            return index
    return -1


def reference_at(text: str, dollar: int, line: Line) -> tuple[str, int]:
    """What stands in the reference at a `$`, and where the text goes on."""
    following = text[dollar + 1 : dollar + 2]
    if following in ("(", "{"):
        end = _closing(text, dollar + 1)
        if end >= 0:
            return text[dollar + 2 : end], end + 1
    elif following.strip():
        return following, dollar + 2
    raise NotRead("this $ is not worked out", line)


def top_level(text: str, wanted: str) -> int:
    """Where a character stands outside of references; the length of the text if nowhere."""
    at = 0
    while at < len(text):
        if text[at] == wanted:
            return at
        if text[at] == "$" and text[at + 1 : at + 2] in ("(", "{"):
            end = _closing(text, at + 1)
            at = len(text) if end < 0 else end
        at += 1
    return at


def arguments(text: str) -> list[str]:
    """The arguments of a function, or the sides of `ifeq (…,…)`."""
    found, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character in "({") - (character in ")}")
        if character == "," and not depth:
            found.append(text[start:at])
            start = at + 1
    return [*found, text[start:]]


def compared(text: str, line: Line) -> tuple[str, str]:
    """The two texts that `ifeq` compares."""
    quoted = _QUOTED.fullmatch(text)
    if quoted is not None:
        return quoted[1][1:-1], quoted[2][1:-1]
    parts = arguments(text[1:-1]) if text[:1] == "(" and text[-1:] == ")" else []
    if len(parts) != 2:
        raise NotRead("this condition is not worked out", line)
    return parts[0].rstrip(" \t"), parts[1].lstrip(" \t")
