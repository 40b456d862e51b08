"""The classes of characters of the POSIX locale, on which every locale agrees for ASCII text."""

DIGITS = frozenset("0123456789")
LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")
UPPER = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
WORD = DIGITS | LOWER | UPPER | {"_"}
SPACE = frozenset(" \t\n\r\f\v")
CLASSES = {
    "alnum": DIGITS | LOWER | UPPER, "alpha": LOWER | UPPER, "blank": frozenset(" \t"),
    "cntrl": frozenset(map(chr, [*range(32), 127])), "digit": DIGITS,
    "graph": frozenset(map(chr, range(33, 127))), "lower": LOWER,
    "print": frozenset(map(chr, range(32, 127))),
    "punct": frozenset(map(chr, range(33, 127))) - DIGITS - LOWER - UPPER, "space": SPACE,
    "upper": UPPER, "xdigit": DIGITS | frozenset("abcdefABCDEF"),
}  # fmt: skip
