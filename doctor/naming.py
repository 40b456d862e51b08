"""What the name of an app says of it, and how to write it where it is typed or shown."""

import re
from collections.abc import Iterable

from doctor.pattern import pattern

VERBS = ("stage", "publish", "push")
WORD = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
SHOWN = 8
"""Names that a message lists before it says how many more there are."""


def verb(name: str) -> str | None:
    """Which of the contract's verbs an app's name says of it: "stage", "publish", "push" or None.

    A name says so by its first or its last word, as in `publish_s390x`, `pushImage`, `docker-push`.
    """
    words = [word.lower() for word in WORD.findall(name)]
    return next((word for word in (*words[:1], *words[-1:]) if word in VERBS), None)


def enumerable(name: str) -> bool:
    """Whether a name is one under which the contract's apps are found."""
    return name in ("publish", "publish-index", "push-staged") or arch(name) is not None


def arch(name: str) -> str | None:
    """The arch of `stage-<arch>` or `publish-<arch>`."""
    match = re.fullmatch(r"(?:stage|publish)-(\S+)", name)
    return match[1] if match and name != "publish-index" else None


def installable(name: str) -> str | None:
    """`.#name` as one word for a shell, with the quotes that Nix and the shell need.

    None for a name that Nix offers no way to write: its attribute paths know no escape for a
    quote (`parseAttrPath` in `attr-path.cc`); other characters may be percent-encoded.
    """
    if re.fullmatch(r"[A-Za-z0-9_-]+", name):
        return f".#{name}"
    if not name or '"' in name:
        return None
    encoded = re.sub(
        rb"[^A-Za-z0-9 ._~+,:@/-]",
        lambda match: b"%%%02X" % ord(match[0]),
        name.encode("utf-8", "surrogateescape"),
    )
    return f"""'.#"{encoded.decode()}"'"""


def listed(names: Iterable[str]) -> str:
    """Names for a message, sorted, each once: "a, b and 3 more"."""
    shown = sorted({name if len(name) <= 60 else f"{name[:59]}…" for name in names})
    more = len(shown) - SHOWN
    return ", ".join(shown[:SHOWN]) + (f" and {more} more" if more > 0 else "")
