"""`when`: in which cases a workflow or a step runs (pipeline/frontend/yaml/constraint).

A list holds alternatives; within one, all that is said must hold. What nothing is said of holds.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import partial

from doctor.bash.values import Value
from doctor.woodpecker.events import ANY_TAG, PULL_REQUESTS, Case
from doctor.woodpecker.expression import decide
from doctor.woodpecker.globs import matches, may_match
from doctor.woodpecker.syntax import Mapping, Node, Scalar, items, texts

Lookup = Callable[[Case, str], Value | None]


class Runs(IntEnum):
    """Whether something runs in a case; `PERHAPS`: nobody can tell without the server."""

    NO = 0
    PERHAPS = 1
    YES = 2


def runs(when: Node | None, case: Case, lookup: Lookup) -> Runs:
    """Whether what has this `when` runs in a case: in some circumstances at least."""
    alternatives = items(when)
    if not alternatives:
        return Runs.YES
    return max([_alternative(one, case, lookup) for one in alternatives])


def _alternative(node: Node, case: Case, lookup: Lookup) -> Runs:
    if not isinstance(node, Mapping):
        return Runs.PERHAPS
    answer = Runs.YES
    for key, value in node.entries:
        if isinstance(value, Scalar) and value.kind == "null":
            continue
        answer = min(answer, _constraint(key.text, value, case, lookup))
    return answer


def _constraint(key: str, value: Node, case: Case, lookup: Lookup) -> Runs:
    if key == "event":
        return _selected(value, lambda pattern: Fit.ALL if pattern == case.event else Fit.NONE)
    if key == "branch":
        # On a tag the server does not look at the branch.
        return _selected(value, partial(_fit, case.branch, "")) if case.event != "tag" else Runs.YES
    if key == "ref":
        return _selected(value, lambda pattern: _ref(pattern, case))
    if key == "matrix":
        return _matrix(value, case)
    if key == "evaluate":
        if not isinstance(value, Scalar):
            return Runs.PERHAPS
        holds = decide(value.text, lambda name: lookup(case, name))
        return Runs.PERHAPS if holds is None else _yes(holds)
    # The path, the status, the repo, the platform, the instance, the name of a cron job: some
    # change, some state, some server fits.
    return Runs.YES


class Fit(IntEnum):
    """Which of the texts that are possible in a case a pattern matches."""

    NONE = 0
    SOME = 1
    ALL = 2


def _selected(value: Node, fit: Callable[[str], Fit]) -> Runs:
    """A list of patterns, or `include` and `exclude` of them."""
    if not isinstance(value, Mapping):
        return _yes(any([fit(one.text) for one in texts(value)]))
    included = {one.text for one in texts(value.get("include"))}
    excluded = {one.text for one in texts(value.get("exclude"))}
    if any([fit(one) == Fit.ALL for one in excluded]):
        return Runs.NO
    return _yes(not included or any([fit(one) for one in included - excluded]))


def _fit(known: str | None, prefix: str, pattern: str) -> Fit:
    """How a pattern fits a text that is known, or that begins with `prefix`."""
    if known is not None:
        return Fit.ALL if matches(pattern, known) else Fit.NONE
    if pattern in ("**", f"{prefix}**"):
        return Fit.ALL
    return Fit.SOME if may_match(pattern, prefix) else Fit.NONE


def _ref(pattern: str, case: Case) -> Fit:
    if case.tag is not None:
        return _fit(None if case.tag == ANY_TAG else f"refs/tags/{case.tag}", "refs/tags/", pattern)
    if case.event in PULL_REQUESTS:
        return Fit.ALL if pattern == "refs/pull/*/head" else _fit(None, "refs/pull/", pattern)
    known = f"refs/heads/{case.branch}" if case.branch is not None else None
    return _fit(known, "refs/heads/", pattern)


def _matrix(value: Node, case: Case) -> Runs:
    if not isinstance(value, Mapping):
        return Runs.PERHAPS
    row = dict(case.row)
    return _yes(
        all(
            [
                row.get(key.text, "") in [text.text for text in texts(one)]
                for key, one in value.entries
            ]
        )
    )


def _yes(holds: bool) -> Runs:
    return Runs.YES if holds else Runs.NO
