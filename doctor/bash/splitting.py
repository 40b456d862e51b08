"""Word splitting, and how `read` splits a line (bash(1), Word Splitting, and `read`)."""

from collections.abc import Sequence

DEFAULT_IFS = " \t\n"
_WHITE = frozenset(DEFAULT_IFS)

Segment = tuple[str, bool]
"""Text, and whether it is quoted or literal: then it is not split."""


def split(segments: Sequence[Segment], ifs: str | None) -> list[list[Segment]]:
    """The fields of an expanded word; each keeps what of it was quoted.

    `ifs`: None where `$IFS` is unset. An empty quoted segment keeps its field alive; a word of
    empty unquoted segments has no field.
    """
    separators = frozenset(DEFAULT_IFS if ifs is None else ifs)
    fields: list[list[Segment]] = []
    field: list[Segment] = []
    # A white separator goes with the mark after it: `a :b` has two fields.
    after_white = False
    started = False
    for text, quoted in segments:
        if quoted:
            field.append((text, True))
            started = True
            after_white = False
            continue
        if separators.isdisjoint(text):
            if text:
                field.append((text, False))
                started = True
                after_white = False
            continue
        begin = 0
        for at, character in enumerate(text):
            if character not in separators:
                after_white = False
                started = True
                continue
            if begin < at:
                field.append((text[begin:at], False))
            begin = at + 1
            if character in _WHITE:
                if started:
                    fields.append(field)
                    field = []
                    started = False
                    after_white = True
            elif after_white:
                after_white = False
            else:
                fields.append(field)
                field = []
                started = False
        if begin < len(text):
            field.append((text[begin:], False))
    if started:
        fields.append(field)
    return fields


def read_line(text: str, delimiter: str, raw: bool) -> tuple[list[Segment], str, bool]:
    """What `read` takes from its input: the line, the rest of the input, and whether it ended
    with the delimiter (else the status is 1).

    The line comes as segments; a character after a backslash is quoted. `delimiter` is one
    character, "\\0" for `-d ''`. `raw`: `-r`. NUL characters are dropped.
    """
    if raw or "\\" not in text:
        line, found, rest = text.partition(delimiter)
        return [(line.replace("\0", ""), False)], rest, bool(found)
    line_segments: list[Segment] = []
    begin = at = 0
    size = len(text)
    while at < size:
        character = text[at]
        if character == "\\":
            line_segments.append((text[begin:at].replace("\0", ""), False))
            if text[at + 1 : at + 2] not in ("", "\n"):
                line_segments.append((text[at + 1], True))
            at += 2
            begin = at
        elif character == delimiter:
            break
        else:
            at += 1
    line_segments.append((text[begin:at].replace("\0", ""), False))
    return line_segments, text[at + 1 :], at < size


def span(text: str, count: int, raw: bool) -> int:
    """How much of its input `read -n count` takes at most: backslashes do not count."""
    at = 0
    while count and at < len(text):
        escapes = not raw and text[at] == "\\"
        count -= not escapes or text[at + 1 : at + 2] not in ("", "\n")
        at += 2 if escapes else 1
    return min(at, len(text))


def read_fields(line: Sequence[Segment], ifs: str | None, count: int) -> list[str]:
    """The values that `read` gives to `count` variables; the last one gets the rest.

    `line` comes from `read_line`. Without names (`count` 0) the one value is that of `REPLY`.
    """
    characters = [(character, quoted) for text, quoted in line for character in text]
    separators = frozenset(DEFAULT_IFS if ifs is None else ifs)
    whole = "".join([character for character, _ in characters])
    if not count:
        return [whole]

    def separates(at: int) -> bool:
        return at < size and not characters[at][1] and characters[at][0] in separators

    def is_white(at: int) -> bool:
        return separates(at) and characters[at][0] in _WHITE

    def skip_white(at: int) -> int:
        while is_white(at):
            at += 1
        return at

    def end_of_word(at: int) -> int:
        while at < size and not separates(at):
            at += 1
        return at

    def next_word(end: int) -> int:
        if not is_white(end):
            return skip_white(end + 1)
        at = skip_white(end)
        return skip_white(at + 1) if separates(at) else at

    size = len(characters)
    at = skip_white(0)
    values: list[str] = []
    for _ in range(count - 1):
        end = end_of_word(at)
        values.append(whole[at:end])
        at = min(next_word(end), size)
    end = end_of_word(at)
    if next_word(end) < size:
        end = size
        while end > at and characters[end - 1][0] in separators & _WHITE:
            end -= 1
    values.append(whole[at:end])
    return values


def read_array(line: Sequence[Segment], ifs: str | None) -> list[str]:
    """The elements that `read -a` makes of a line from `read_line`."""
    return ["".join([text for text, _ in field]) for field in split(line, ifs)]
