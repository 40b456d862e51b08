"""POSIX extended regular expressions, as `builtins.match` and `split` use them, in Python's `re`.

Only patterns that both read alike and that Python matches in reasonable time are translated.
"""

import re
from functools import lru_cache

from doctor.pattern import pattern
from doctor.record import NamedTuple

MAX_EFFORT = 1_000_000
"""Ways to match that a backtracking matcher may have to try."""

_TOKEN = pattern(r"\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|\\.|\{\d+,?\d*\}|.", re.DOTALL)
_REPEAT = pattern(r"[*+]|\{\d+,?\d*\}")
_SPECIAL = frozenset("\\.[]{}()*+?^$|")
_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": r" \t", "digit": "0-9", "lower": "a-z",
    "punct": r"!-/:-@\[-`{-~", "space": r" \t\n\r\f\v", "upper": "A-Z", "xdigit": "0-9A-Fa-f",
}  # fmt: skip


class Regex(NamedTuple):
    """`alternates`: the pattern has a `|`, so captures (and unanchored matches) may differ
    from POSIX, which prefers the longest alternative. `repeats` and `choices` bound the effort.
    """

    pattern: re.Pattern[str]
    alternates: bool
    repeats: int
    choices: int

    def effort(self, subject: str) -> int:
        """How many ways backtracking could try at most."""
        return int(max(len(subject), 1) ** min(self.repeats, 8) * 2 ** min(self.choices, 64))


@lru_cache(maxsize=256)
def translate(written: str) -> Regex | None:
    """The pattern for Python; None where it is not known to mean the same.

    A repeated group that repeats or chooses inside is not translated: Python may take
    exponential time for it.
    """
    out: list[str] = []
    groups = [False]
    closed_busy_group = False
    repeats = choices = 0
    previous = ""
    for token in _TOKEN.findall(written):
        busy, closed_busy_group = closed_busy_group, False
        if _REPEAT.fullmatch(token) or token == "?":
            if _REPEAT.fullmatch(previous) or previous in ("?", "(", "|", ""):
                return None
            if busy and token != "?":
                return None
            repeats += token != "?"
            choices += token == "?"
            groups[-1] = True
            out.append(token)
        elif token == "(":
            groups.append(False)
            out.append(token)
        elif token == ")":
            if len(groups) == 1:
                return None
            closed_busy_group = groups.pop()
            groups[-1] = groups[-1] or closed_busy_group
            out.append(token)
        elif token == "|":
            groups[-1] = True
            choices += 1
            out.append(token)
        elif token[0] == "[" and len(token) > 1:
            out.append(_bracket(token))
        elif token[0] == "\\":
            if len(token) == 1 or token[1] not in _SPECIAL:
                return None
            out.append(re.escape(token[1]))
        elif token in "[{}":
            return None
        else:
            out.append(r"\Z" if token == "$" else token)
        previous = token
    if len(groups) != 1:
        return None
    try:
        pattern = re.compile("".join(out), re.DOTALL)
    except (re.error, RecursionError, OverflowError):
        return None
    return Regex(pattern, "|" in out, repeats, choices)


def _bracket(token: str) -> str:
    inner = token[1:-1]
    negated = inner.startswith("^")
    parts = re.split(r"\[:(\w+):\]", inner[1:] if negated else inner)
    for index, part in enumerate(parts):
        if index % 2:
            parts[index] = _CLASSES.get(part, "")
        else:
            # In POSIX brackets only `-` is special; a backslash is itself.
            parts[index] = re.sub(r"([\\\[\]^&~|])", r"\\\1", part)
    return f"[{'^' if negated else ''}{''.join(parts)}]"
