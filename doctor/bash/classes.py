"""Character classes as the GNU C library knows them in a UTF-8 locale."""

from collections.abc import Callable

from doctor.bash.limits import Unpredictable

_DIGITS = "0123456789"
_LOWER = "abcdefghijklmnopqrstuvwxyz"


def is_printable(character: str) -> bool:
    """Whether the character shows, spaces included; a byte that is no character does not."""
    if character.isprintable():
        return True
    return character > "\x7f" and _category(character) in ("Cf", "Co", "Zs")


def _category(character: str) -> str:
    # Only text beyond ASCII needs the table.
    from unicodedata import category

    return category(character)


def _is_space(character: str) -> bool:
    return character.isspace() and character not in "\x1c\x1d\x1e\x1f\x85\xa0\u2007\u202f"


def _is_letter(character: str) -> bool:
    """Raises Unpredictable for marks and symbols, of which the library counts some."""
    if character.isalpha() or character < "\x80":
        return character.isalpha()
    kind = _category(character)
    if kind in ("Mn", "Mc", "So", "Nl"):
        raise Unpredictable(f"whether {character!r} is a letter")
    return kind == "Nd"


def _is_alphanumeric(character: str) -> bool:
    return character in _DIGITS or _is_letter(character)


def is_word(character: str) -> bool:
    """A letter, a digit or an underscore."""
    return character == "_" or _is_alphanumeric(character)


def _is_visible(character: str) -> bool:
    return is_printable(character) and not _is_space(character)


CLASSES: dict[str, Callable[[str], bool]] = {
    "alnum": _is_alphanumeric,
    "alpha": _is_letter,
    "blank": lambda c: c in " \t" or (c > "\x7f" and _is_space(c) and c not in "\u2028\u2029"),
    "cntrl": lambda c: c < " " or "\x7f" <= c < "\xa0" or c in "\u2028\u2029",
    "digit": lambda c: c in _DIGITS,
    "graph": _is_visible,
    "lower": lambda c: c.islower() or (c != c.upper() and c != c.lower()),
    "print": is_printable,
    "punct": lambda c: _is_visible(c) and not _is_alphanumeric(c),
    "space": _is_space,
    "upper": lambda c: c.isupper() or (c != c.upper() and c != c.lower()),
    "xdigit": lambda c: c in "0123456789abcdefABCDEF",
}
