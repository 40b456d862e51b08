"""`when`: in which cases a workflow or a step runs (pipeline/frontend/yaml/constraint).

A list holds alternatives; within one, all that is said must hold. What nothing is said of holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from functools import partial

from doctor.bash.values import Symbol, Value, whole
from doctor.record import NamedTuple
from doctor.woodpecker.events import ANY_TAG, PULL_REQUESTS, Case
from doctor.woodpecker.expression import decide
from doctor.woodpecker.globs import matches, may_match
from doctor.woodpecker.syntax import Mapping, Node, Scalar, Sequence, is_null, items, texts

_NAMES = ("event", "status")
"""What takes texts only."""
_PATTERNS = ("branch", "ref", "repo", "instance", "platform", "cron", "path")
"""What takes texts, or `include` and `exclude` of them."""


class Asked(NamedTuple):
    """The case that conditions are asked in, and what is known in it: under a name, and of a text
    that the server fills in. The matrix counts for steps only (`is_step`)."""

    case: Case
    known: Callable[[str], Value | None]
    fill: Callable[[Scalar], Value]
    is_step: bool


class Runs(IntEnum):
    """Whether something runs in a case; `PERHAPS`: nobody can tell without the server."""

    NO = 0
    PERHAPS = 1
    YES = 2


def runs(when: Node | None, asked: Asked) -> Runs:
    """Whether what has this `when` runs in a case: in some circumstances at least."""
    alternatives = items(when)
    if not alternatives:
        return Runs.YES
    return max([_alternative(one, asked) for one in alternatives])


def weight(when: Node | None) -> int:
    """How much it takes to decide a condition."""
    entries = [entry for one in items(when) if isinstance(one, Mapping) for entry in one.entries]
    return 1 + sum([1 + len(value.text) // 10 for _, value in entries if type(value) is Scalar])


def refused(when: Node | None) -> Iterator[tuple[Node, str]]:
    """What the server cannot read of a condition, and why; it then refuses the file."""
    for one in items(when):
        if isinstance(one, Mapping):
            for key, value in one.entries:
                if why := _unreadable(key.text, value):
                    yield value, f"{key.text} {why}"
        elif not is_null(one):
            yield one, "a condition is no map"


def _unreadable(key: str, value: Node) -> str:
    if key == "evaluate" and not isinstance(value, Scalar):
        return "takes an expression"
    if key in _NAMES and not _is_texts(value):
        return "takes a text or a list of texts"
    if key in _PATTERNS and not isinstance(value, Mapping) and not _is_texts(value):
        return "takes texts, or include and exclude"
    if key in _PATTERNS and isinstance(value, Mapping):
        both = [value.get("include"), value.get("exclude")]
        if not all([one is None or _is_texts(one) for one in both]):
            return "takes lists of texts as include and exclude"
    return ""


def _is_texts(value: Node) -> bool:
    if isinstance(value, Sequence):
        return all([isinstance(one, Scalar) and one.kind == "text" for one in value.items])
    return isinstance(value, Scalar)


def _alternative(node: Node, asked: Asked) -> Runs:
    if not isinstance(node, Mapping):
        return Runs.YES if is_null(node) else Runs.PERHAPS
    return min(
        [_constraint(key.text, value, asked) for key, value in node.entries if not is_null(value)],
        default=Runs.YES,
    )


def _constraint(key: str, value: Node, asked: Asked) -> Runs:
    case = asked.case
    if key == "event":
        return _selected(value, partial(_fit, case.event, ""), asked)
    if key == "branch":
        # On a tag the server does not look at the branch.
        fit = partial(_fit, case.branch, "")
        return _selected(value, fit, asked) if case.event != "tag" else Runs.YES
    if key == "ref":
        return _selected(value, partial(_ref, case), asked)
    if key == "matrix":
        return _matrix(value, asked) if asked.is_step else Runs.YES
    if key == "evaluate":
        return _evaluated(value, asked)
    # The path, the status, the repo, the platform, the instance, the name of a cron job: some
    # change, some state, some server fits.
    return Runs.YES


def _evaluated(value: Node, asked: Asked) -> Runs:
    text = asked.fill(value) if isinstance(value, Scalar) else None
    if text == "":
        return Runs.YES
    holds = decide(text, partial(_named, asked)) if isinstance(text, str) else None
    return Runs.PERHAPS if holds is None else _yes(holds)


def _named(asked: Asked, name: str) -> Value:
    """What an expression finds under a name; other names a person or the server may set."""
    value = asked.known(name)
    if value is None:
        return "" if name.startswith("CI_") else whole(Symbol(name))
    return value


class Fit(IntEnum):
    """Which of the texts that are possible in a case a pattern matches."""

    NONE = 0
    SOME = 1
    ALL = 2


def _selected(value: Node, fit: Callable[[str], Fit], asked: Asked) -> Runs:
    """A list of patterns, or `include` and `exclude` of them; an empty list asks for nothing."""

    def fits(pattern: Value) -> Fit:
        return fit(pattern) if isinstance(pattern, str) else Fit.SOME

    both = value if isinstance(value, Mapping) else None
    included = {
        asked.fill(one) for one in texts(both.get("include") if both is not None else value)
    }
    excluded = {asked.fill(one) for one in texts(both.get("exclude") if both is not None else None)}
    if any([fits(one) == Fit.ALL for one in excluded]):
        return Runs.NO
    return _yes(not included or any([fits(one) for one in included - excluded]))


def _fit(known: str | None, prefix: str, pattern: str) -> Fit:
    """How a pattern fits a text that is known, or that begins with `prefix`."""
    if known is not None:
        answer = matches(pattern, known)
        return Fit.SOME if answer is None else Fit.ALL if answer else Fit.NONE
    if pattern in ("**", f"{prefix}**"):
        return Fit.ALL
    return Fit.SOME if may_match(pattern, prefix) else Fit.NONE


def _ref(case: Case, pattern: str) -> Fit:
    if case.tag is not None:
        return _fit(None if case.tag == ANY_TAG else f"refs/tags/{case.tag}", "refs/tags/", pattern)
    if case.event in PULL_REQUESTS:
        return Fit.ALL if pattern == "refs/pull/*/head" else _fit(None, "refs/pull/", pattern)
    if case.event == "deployment":  # of what was built before, a tag for example
        return _fit(None, "refs/", pattern)
    known = f"refs/heads/{case.branch}" if case.branch is not None else None
    return _fit(known, "refs/heads/", pattern)


def _matrix(value: Node, asked: Asked) -> Runs:
    """Names and patterns, or `include` and `exclude` of them; the server passes over lists."""
    if not isinstance(value, Mapping):
        return Runs.YES
    include, exclude = value.get("include"), value.get("exclude")
    excluded = [_of_row(key, one, asked) for key, one in _patterns(exclude)]
    if excluded and all([fit == Fit.ALL for fit in excluded]):
        return Runs.NO
    own = {key.text: (key, one) for key, one in (*_patterns(include), *_patterns(value))}
    return _yes(all([_of_row(key, one, asked) for key, one in own.values()]))


def _patterns(node: Node | None) -> list[tuple[Scalar, Scalar]]:
    entries = node.entries if isinstance(node, Mapping) else ()
    return [(key, value) for key, value in entries if isinstance(value, Scalar)]


def _of_row(key: Scalar, pattern: Scalar, asked: Asked) -> Fit:
    known = dict(asked.case.row).get(key.text, "")
    filled = "" if is_null(pattern) else asked.fill(pattern)
    return _fit(known, "", filled) if isinstance(filled, str) else Fit.SOME


def _yes(holds: bool) -> Runs:
    return Runs.YES if holds else Runs.NO
