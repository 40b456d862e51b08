"""A line of source with the place in it underlined."""

from doctor.place import Place
from doctor.record import NamedTuple
from doctor.report.page import printable
from doctor.source import Source, Unreadable

MAX_LINE = 100
"""Characters that are shown of a source line."""
TAB = 4


class Excerpt(NamedTuple):
    """A line as it is shown, and below it spaces and carets that mark the place."""

    line: str
    marks: str


def excerpt(source: Source, place: Place) -> Excerpt | None:
    """The line at `place`; None if that is the file as a whole, or the file has no such line.

    Of a place that spans lines the first is shown, of a very long line the part around the place.
    """
    if place == Place(place.path):
        return None
    try:
        lines = source.read(place.path).split("\n")
    except Unreadable:
        return None
    if not 1 <= place.line <= len(lines):
        return None
    line = lines[place.line - 1].removesuffix("\r")
    start = min(place.column - 1, len(line))
    end = min(place.end_column - 1, len(line)) if place.end_line == place.line else len(line)
    low = max(0, min(start - MAX_LINE // 4, len(line) - MAX_LINE))
    high = low + MAX_LINE
    shown, marks = ("…", " ") if low else ("", "")
    for column, char in enumerate(line[low:high] + " ", low):  # a place may lie behind the end
        text = " " * (TAB - len(marks) % TAB) if char == "\t" else printable(char)
        shown += text
        marks += ("^" if start <= column < max(end, start + 1) else " ") * _cells(text)
    shown = shown.rstrip() + ("…" if high < len(line) else "")
    return Excerpt(shown, marks.rstrip())


def _cells(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(1 + (east_asian_width(char) in "WF") - bool(combining(char)) for char in text)
