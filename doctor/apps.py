"""What the apps of a repo claim to be, and what to type to run them."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from doctor.place import Place
from doctor.repo import BuilderCall, Repo
from doctor.verdict import Evidence

VERBS = ("stage", "publish", "push")
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
SHOWN = 8
"""Names that a message lists before it says how many more there are."""


class LocalEquivalent(NamedTuple):
    """What to type on one's own machine for the app or the CI step at `where`.

    `ci` is the command of the step, None for an app that no step runs; `dry_run` the command that
    only shows what `local` would publish, None if it publishes nothing.
    """

    where: Place
    ci: str | None
    local: str
    dry_run: str | None


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


def archetypes(repo: Repo) -> tuple[BuilderCall, ...]:
    """The builder calls that at least one app comes from, in order of place."""
    used = [app.call for app in repo.apps if app.call]
    return tuple(call for call in repo.builder_calls if call in used)


def no_parity_input(repo: Repo) -> bool:
    """Whether it is certain that no input leads to parity-lib."""
    if not repo.inputs and not repo.apps_complete:
        return False  # evaluation may have ended before the inputs
    return not any(given.is_parity or given.why for given in repo.inputs)


def doubts(repo: Repo) -> list[Evidence]:
    """What is not known of the apps: whether there are more, and who makes each."""
    unknown = [app.gap for app in repo.apps if app.gap]
    return [Evidence(gap.place, gap.why) for gap in (*repo.gaps, *unknown)]


def local_equivalents(repo: Repo) -> tuple[LocalEquivalent, ...]:
    """A command for each app that stages or publishes, sorted by the app's name."""
    found: dict[str, LocalEquivalent] = {}
    for app in repo.apps:
        kind, fragment = verb(app.name), installable(app.name)
        if kind is None or fragment is None:
            continue
        run = f"nix run {fragment}"
        if kind == "stage":
            found[app.name] = LocalEquivalent(app.place, None, run, None)
        else:
            found[app.name] = LocalEquivalent(app.place, None, f"PUBLISH=1 {run}", run)
    return tuple(found[name] for name in sorted(found))


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
