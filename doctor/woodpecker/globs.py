"""The patterns of `when` (github.com/bmatcuk/doublestar, which the server uses)."""

from __future__ import annotations

import re
from functools import cache

_SPECIAL = re.compile(r"[*?\[{\\]")
MAX_PATTERN = 1_000


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern matches a text; one that is malformed matches nothing."""
    compiled = _compiled(pattern)
    return compiled is not None and compiled.fullmatch(text) is not None


def may_match(pattern: str, prefix: str) -> bool:
    """Whether a pattern may match some text that begins with `prefix`."""
    special = _SPECIAL.search(pattern)
    if special is None:
        return pattern.startswith(prefix)
    literal = pattern[: special.start()]
    return literal.startswith(prefix) or prefix.startswith(literal)


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    if len(pattern) > MAX_PATTERN:
        return None
    try:
        return re.compile(_regex(pattern), re.DOTALL)
    except (re.error, IndexError, ValueError):
        return None


def _regex(pattern: str) -> str:
    out: list[str] = []
    at = depth = 0
    while at < len(pattern):
        one = pattern[at]
        at += 1
        if one == "*":
            if pattern.startswith("*", at):
                at += 1
                # `**/` also stands for no folder at all.
                whole = pattern.startswith("/", at)
                out.append("(?:.*/)?" if whole else ".*")
                at += whole
            else:
                out.append("[^/]*")
        elif one == "?":
            out.append("[^/]")
        elif one == "[":
            end = pattern.index("]", at + 1)
            inside = pattern[at:end].replace("\\", "\\\\").replace("[", "\\[")
            out.append(f"[^{inside[1:]}]" if inside[0] in "!^" else f"[{inside}]")
            at = end + 1
        elif one == "{":
            depth += 1
            out.append("(?:")
        elif one == "}" and depth:
            depth -= 1
            out.append(")")
        elif one == "," and depth:
            out.append("|")
        elif one == "\\":
            out.append(re.escape(pattern[at]))
            at += 1
        else:
            out.append(re.escape(one))
    return "".join(out)
