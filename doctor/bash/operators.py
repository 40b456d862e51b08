"""The operators of parameter expansion on known texts (bash(1), Parameter Expansion)."""

from collections.abc import Callable, Sequence

from doctor.bash import quoting
from doctor.bash.limits import TooMuch, Unpredictable
from doctor.bash.patterns import Pattern

MAX_LENGTH = 10_000_000
"""Characters of a result."""


class BadSubstring(Exception):
    """`substring expression < 0`: the length of a substring leads to before its start."""


def remove(operator: str, text: str, pattern: Pattern) -> str:
    """`${name#pattern}`, also `##`, `%` and `%%`."""
    if operator[0] == "#":
        measure = pattern.shortest_prefix if operator == "#" else pattern.longest_prefix
        return text[measure(text) or 0 :]
    measure = pattern.shortest_suffix if operator == "%" else pattern.longest_suffix
    return text[: len(text) - (measure(text) or 0)]


def replace(
    operator: str, text: str, pattern: Pattern, replacement: Sequence[tuple[str, bool]]
) -> str:
    """`${name/pattern/replacement}`, also `//`, `/#` and `/%`.

    `replacement` is (text, quoted) pieces: an unquoted `&` is what matched, as with
    `shopt -s patsub_replacement`, which is the default of bash 5.2. Without it, give it as quoted.
    """
    made = _replacement(replacement)
    if operator == "/#":
        length = pattern.longest_prefix(text) if pattern.occurs(text, operator) else None
        return text if length is None else made(text[:length]) + text[length:]
    if operator == "/%":
        length = pattern.longest_suffix(text) if pattern.occurs(text, operator) else None
        if length is None:
            return text
        start = len(text) - length
        return text[:start] + made(text[start:])
    if pattern.literal == "":
        return text
    if not text:
        return made("") if pattern.search("", 0) else ""
    out: list[str] = []
    total = at = 0
    while at < len(text) and (found := pattern.search(text, at)) is not None:
        start, end = found
        new = made(text[start:end])
        total += len(new)
        if total > MAX_LENGTH:
            raise TooMuch("a replacement makes a text too long")
        out += (text[at:start], new)
        at = end
        if operator == "/":
            break
        if start == end:
            out.append(text[at : at + 1])
            at += 1
    out.append(text[at:])
    return "".join(out)


def change_case(operator: str, text: str, pattern: Pattern | None) -> str:
    """`${name^pattern}`, also `^^`, `,`, `,,`, `~` and `~~`; without a pattern, or with an empty
    one, every character matches."""
    change = _CHANGES[operator[0]]
    if pattern is None or pattern.literal == "":
        chosen = text if len(operator) == 2 else text[:1]
        return "".join(map(change, chosen)) + text[len(chosen) :]
    if len(operator) == 1:
        return change(text[0]) + text[1:] if text and pattern.matches(text[0]) else text
    matching = {character for character in set(text) if pattern.matches(character)}
    return "".join([change(c) if c in matching else c for c in text])


def substring(text: str, offset: int, length: int | None) -> str:
    """`${name:offset:length}`; raises BadSubstring."""
    size = len(text)
    if offset < 0:
        offset += size
    if not 0 <= offset <= size:
        return ""
    if length is None:
        return text[offset:]
    end = size + length if length < 0 else offset + length
    if end < offset:
        raise BadSubstring("substring expression < 0")
    return text[offset:end]


def transform(letter: str, text: str) -> str:
    """`${name@letter}` for `Q E U u L`, and `K k` of what is no array; raises Unpredictable for
    `P`, which shows what the shell knows of itself.

    `@a` and `@A` ask for the variable's attributes, not for its text.
    """
    if letter == "P":
        raise Unpredictable("a prompt depends on the running shell")
    return _TRANSFORMS[letter](text)


def _replacement(pieces: Sequence[tuple[str, bool]]) -> Callable[[str], str]:
    """What a match is replaced by: `\\&` is `&` itself, and `\\\\` a backslash."""
    written = "".join([_escape(text) if quoted else text for text, quoted in pieces])
    if "&" not in written and "\\" not in written:
        return lambda _: written
    parts = [""]
    characters = iter(written)
    for character in characters:
        if character == "&":
            parts.append("")
            continue
        if character == "\\":
            follows = next(characters, "")
            parts[-1] += follows if follows in ("&", "\\") else character + follows
            continue
        parts[-1] += character
    return lambda matched: matched.join(parts)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("&", "\\&")


def _single(character: str, changed: str) -> str:
    """Case is changed character by character: what would become two stays as it is."""
    return changed if len(changed) == 1 else character


def upper(character: str) -> str:
    """This character in upper case."""
    return _single(character, character.upper())


def lower(character: str) -> str:
    """This character in lower case."""
    return _single(character, character.lower())


def _toggle(character: str) -> str:
    return lower(character) if character.isupper() else upper(character)


_CHANGES: dict[str, Callable[[str], str]] = {"^": upper, ",": lower, "~": _toggle}
_TRANSFORMS: dict[str, Callable[[str], str]] = {
    "Q": quoting.quote_transform,
    "K": quoting.quote_transform,
    "k": quoting.quote_transform,
    "E": quoting.ansi_c,
    "U": lambda text: change_case("^^", text, None),
    "u": lambda text: change_case("^", text, None),
    "L": lambda text: change_case(",,", text, None),
}
