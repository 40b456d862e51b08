"""What a rule says of a repo."""

from enum import StrEnum

from doctor.place import Place
from doctor.record import NamedTuple
from doctor.waiver import Waiver


class Status(StrEnum):
    """How a rule ended, worst first."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    PASS = "pass"
    NOT_APPLICABLE = "not-applicable"


OPEN = (Status.FAIL, Status.UNKNOWN)
"""The rule is not shown to hold."""


class Evidence(NamedTuple):
    """A place that a reader should look at, and what is to be seen there."""

    place: Place
    note: str


class Verdict(NamedTuple):
    """The answer of one rule: one line that says what is so, and where to look.

    `remedy` says what to type; empty means the rule's own remedy. `crashed` says that the rule
    gave no answer at all, `waivers` are those that cover the finding: then it does not count.
    """

    status: Status
    summary: str
    evidence: tuple[Evidence, ...] = ()
    remedy: str = ""
    crashed: bool = False
    waivers: tuple[Waiver, ...] = ()


def passed(summary: str, *evidence: Evidence) -> Verdict:
    return Verdict(Status.PASS, summary, evidence)


def failed(summary: str, *evidence: Evidence, remedy: str = "") -> Verdict:
    return Verdict(Status.FAIL, summary, evidence, remedy)


def unknown(summary: str, *evidence: Evidence, remedy: str = "") -> Verdict:
    return Verdict(Status.UNKNOWN, summary, evidence, remedy)


def not_applicable(summary: str) -> Verdict:
    return Verdict(Status.NOT_APPLICABLE, summary)
