"""The events that start a pipeline, and what the server then tells a step.

Sources: woodpecker-ci.org/docs/usage/environment and pipeline/frontend/metadata/environment.go.
"""

from __future__ import annotations

import re

from doctor.bash.values import Symbol, Value, whole
from doctor.record import NamedTuple

PULL_REQUESTS = ("pull_request", "pull_request_closed", "pull_request_metadata")
"""What a stranger can cause; the server treats the three alike where it guards secrets."""
TAGGED = ("tag", "release")
EVENTS = ("push", *PULL_REQUESTS, "tag", "release", "deployment", "cron", "manual")
"""All of them, in the order in which they are reported."""

RELEASE_TAG = "v1.2.3-4"
OTHER_TAG = "nightly-7"

_OF_COMMITS = (
    "MESSAGE", "TITLE", "BRANCH", "SOURCE_BRANCH", "TARGET_BRANCH", "TAG", "REF", "REFSPEC",
    "AUTHOR", "AUTHOR_EMAIL", "AUTHOR_AVATAR", "PULL_REQUEST_LABELS", "PULL_REQUEST_MILESTONE",
    "PULL_REQUEST_TITLE",
)  # fmt: skip
_OF_PIPELINES = ("AUTHOR", "AVATAR", "FILES", "TITLE")
_STRANGERS = frozenset(
    [f"CI_{commit}_{name}" for commit in ("COMMIT", "PREV_COMMIT") for name in _OF_COMMITS]
    + [f"CI_PIPELINE_{name}" for name in _OF_PIPELINES]
)

_WORDY = ("MESSAGE", "TITLE", "AUTHOR", "LABELS", "MILESTONE", "FILES")
_ALWAYS = frozenset(
    (
        "CI_COMMIT_SHA", "CI_COMMIT_AUTHOR", "CI_COMMIT_MESSAGE", "CI_REPO", "CI_REPO_NAME",
        "CI_REPO_OWNER", "CI_REPO_URL", "CI_REPO_CLONE_URL", "CI_REPO_DEFAULT_BRANCH",
        "CI_PIPELINE_NUMBER", "CI_PIPELINE_CREATED", "CI_PIPELINE_STARTED", "CI_PIPELINE_URL",
        "CI_SYSTEM_HOST", "CI_SYSTEM_URL", "CI_WORKFLOW_NAME",
    )
)  # fmt: skip
ONLY_IN_STEPS = frozenset(
    (
        "CI_WORKSPACE", "CI_MACHINE", "CI_PIPELINE_STATUS", "CI_SCRIPT", "CI_STEP_NAME",
        "CI_STEP_STARTED", "CI_STEP_TYPE", "CI_NETRC_MACHINE", "CI_NETRC_USERNAME",
        "CI_NETRC_PASSWORD",
    )
)  # fmt: skip
"""Variables that are set only when a step starts: `${…}` finds nothing under their names."""


class Case(NamedTuple):
    """One way in which a pipeline starts.

    `tag` is set where there is one (`ANY_TAG`: one that is not known), `branch` where it is known;
    `row` has the values of the matrix.
    """

    event: str
    tag: str | None = None
    branch: str | None = None
    row: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """What it is called in messages."""
        if self.event == "tag":
            return "tag" if self.tag == ANY_TAG else f"tag {self.tag}"
        return f"{self.event} {self.branch}" if self.branch else self.event

    @property
    def is_release(self) -> bool:
        """Whether the tag is one of a release, or may be."""
        return self.tag is not None and (
            self.tag == ANY_TAG or re.match("v[0-9]", self.tag) is not None
        )

    @property
    def is_by_hand(self) -> bool:
        """Whether a person starts it on purpose, and may choose a version."""
        return self.event in ("manual", "deployment")


ANY_TAG = "*"


def cases(rows: tuple[tuple[tuple[str, str], ...], ...]) -> tuple[Case, ...]:
    """All that is told apart, for each row of the matrix."""
    starts = [Case(event, RELEASE_TAG if event == "release" else None) for event in EVENTS]
    tags = [Case("tag", tag) for tag in (RELEASE_TAG, OTHER_TAG, ANY_TAG)]
    known = [*[one for one in starts if one.event != "tag"], *tags]
    return tuple([one._replace(row=row) for row in rows or ((),) for one in known])


def from_strangers(name: str) -> bool:
    """Whether a stranger chooses the text under this name (CONTRACT.md, ci-untrusted-text)."""
    return name in _STRANGERS


class Knowledge:
    """What the server knows in each case; what nobody knows here is one symbol for all cases."""

    def __init__(self) -> None:
        self._symbols: dict[str, Value] = {}

    def of(self, case: Case, name: str) -> Value | None:
        """The value under a name, which `${…}` and a step's environment get; None: not set."""
        for variable, value in case.row:
            if variable == name:
                return value
        if name == "CI" or name == "CI_SYSTEM_NAME":
            return "woodpecker"
        if not name.startswith("CI_") or name in ONLY_IN_STEPS:
            return None
        if name == "CI_PIPELINE_EVENT":
            return case.event
        if name == "CI_COMMIT_TAG":
            # What is deployed was built before, for a tag perhaps.
            is_open = case.tag == ANY_TAG or case.event == "deployment"
            return self._symbol(name) if is_open else case.tag
        if name == "CI_COMMIT_REF" and case.tag not in (None, ANY_TAG):
            return f"refs/tags/{case.tag}"
        if name == "CI_COMMIT_BRANCH" and case.branch is not None:
            return case.branch
        if "PULL_REQUEST" in name or name.endswith("SOURCE_BRANCH"):
            return self._symbol(name) if case.event in PULL_REQUESTS else None
        return self._symbol(name)

    def _symbol(self, name: str) -> Value:
        if name not in self._symbols:
            plain = not name.endswith(_WORDY)
            self._symbols[name] = whole(Symbol(f"${name}", filled=name in _ALWAYS, plain=plain))
        return self._symbols[name]
