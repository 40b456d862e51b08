"""Which `~` are tildes (bash manual, 3.5.2)."""

from __future__ import annotations

from doctor.bash.program import Literal, Part, Tilde, Word
from doctor.bash.syntax.tokens import NAME
from doctor.pattern import pattern

_ASSIGNED = pattern(rf"{NAME}\+?=")
_TILDE = pattern(r"~([A-Za-z0-9._+-]*)")


def with_tildes(parts: list[Part], assigned: bool) -> list[Part]:
    """The parts with their tildes; in what is `assigned` also behind each `:`."""
    first = parts[0] if parts else None
    if not (isinstance(first, Literal) and not first.quoted and first.text[:1] == "~") and not (
        assigned and any([isinstance(part, Literal) and ":~" in part.text for part in parts])
    ):
        return parts
    result: list[Part] = []
    for number, part in enumerate(parts):
        if not isinstance(part, Literal) or part.quoted:
            result.append(part)
            continue
        is_last = number == len(parts) - 1
        pieces = part.text.split(":") if assigned else [part.text]
        text = ""
        for count, piece in enumerate(pieces):
            text += ":" if count else ""
            match = _TILDE.match(piece) if number == 0 or count else None
            ends = match is not None and match.end() == len(piece)
            if (
                match is None
                or not (ends or piece[match.end()] == "/")
                or (ends and count == len(pieces) - 1 and not is_last)
            ):
                text += piece
                continue
            if text:
                result.append(Literal(text, False))
            result.append(Tilde(match[1]))
            text = piece[match.end() :]
        if text:
            result.append(Literal(text, False))
    return result


def finished(parts: list[Part], start: int, end: int) -> Word:
    """A word with its tildes; one that looks like an assignment has more of them."""
    first = parts[0] if parts else None
    if isinstance(first, Literal) and not first.quoted:
        match = _ASSIGNED.match(first.text)
        if match is not None:
            name = Literal(match[0], False)
            rest = parts[1:]
            if match.end() < len(first.text):
                rest = [Literal(first.text[match.end() :], False), *rest]
            value = with_tildes(rest, True)
            if value and isinstance(value[0], Literal) and not value[0].quoted:
                return Word(start, end, (Literal(name.text + value[0].text, False), *value[1:]))
            return Word(start, end, (name, *value))
        parts = with_tildes(parts, False)
    return Word(start, end, tuple(parts))
