"""Text for a terminal or a pipe, into which no control character of a repo gets."""

from doctor.record import NamedTuple

MIN_WIDTH = 40
STYLES = {"bold": "1", "dim": "2", "fail": "1;31", "unknown": "1;33", "pass": "32", "mark": "31"}


class Styled(NamedTuple):
    """Text that stands out on a terminal; `style` is one of STYLES."""

    style: str
    text: str


class Page:
    """Lines, in order. `width` is that of the terminal, None for no folding."""

    def __init__(self, colour: bool = False, width: int | None = None) -> None:
        self._colour = colour
        self._width = width and max(width, MIN_WIDTH)
        self._lines: list[str] = []
        self._last = ""

    def line(self, *parts: str | Styled) -> None:
        self._last = "".join(map(self._shown, parts)).rstrip()
        self._lines.append(self._last)

    def paragraph(self, head: str | Styled, text: str) -> None:
        """`head` and then `text`, folded to the width and indented to stand beside the head."""
        indent = len(head.text if isinstance(head, Styled) else head)
        text = printable(text)
        if self._width:
            from textwrap import wrap  # only needed on a terminal

            first, *rest = wrap(
                text, max(self._width - indent, MIN_WIDTH // 2), break_on_hyphens=False
            ) or [""]
        else:
            first, rest = text, []
        self.line(head, first)
        for line in rest:
            self.line(" " * indent, line)

    def gap(self) -> None:
        """An empty line, unless there is one or nothing stands above."""
        if self._last:
            self.line()

    def taken(self) -> str:
        """The lines that were not taken before."""
        text = str(self)
        self._lines.clear()
        return text

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self._lines)

    def _shown(self, part: str | Styled) -> str:
        if isinstance(part, str):
            return printable(part)
        text = printable(part.text)
        return f"\x1b[{STYLES[part.style]}m{text}\x1b[0m" if self._colour else text


def printable(text: str) -> str:
    r"""`text` with all that could steer a terminal or reorder text written as `\x1b`, `\u202e`."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
