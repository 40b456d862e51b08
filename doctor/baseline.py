"""Findings that are known: only what is worse than an older result of the fleet counts.

A finding is told by what it says and in which file, not by its line, and counted, so that one more
of the same is new. A baseline that holds what is no longer there is stale: it would let that come
back unseen.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from doctor.arguments import WrongQuestion
from doctor.record import NamedTuple


class Comparison(NamedTuple):
    """What is worse than the baseline, repo and rule, and how many findings it holds in vain."""

    worse: tuple[tuple[str, str], ...]
    gone: int


def read_results(path: str) -> list[dict[str, Any]]:
    """The reports in a file that a fleet's or one repo's JSON was written to."""
    try:
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        reports = data.get("repos", [data])
        for report in reports:
            fingerprints(report)
    except (OSError, ValueError, RecursionError) as error:
        raise WrongQuestion(f"{path!r} holds no results: {error}") from None
    except (KeyError, TypeError, AttributeError):
        raise WrongQuestion(f"{path!r} holds no results of pipeline-doctor") from None
    return list(reports)


def compare(reports: Iterable[dict[str, Any]], older: Iterable[dict[str, Any]]) -> Comparison:
    """What required rules find that they did not find before."""
    known = Counter[tuple[str, str, str]]()
    for report in older:
        known.update(fingerprints(report))
    worse: dict[tuple[str, str], None] = {}
    for report in reports:
        for finding, count in fingerprints(report).items():
            if count > known[finding]:
                worse[finding[:2]] = None
            known[finding] -= count
    return Comparison(tuple(worse), sum(count for count in known.values() if count > 0))


def fingerprints(report: dict[str, Any]) -> Counter[tuple[str, str, str]]:
    """The open findings of a report's required rules: repo, rule, and a digest of the rest."""
    found = Counter[tuple[str, str, str]]()
    for verdict in report["verdicts"]:
        if verdict["level"] == "required" and is_open(verdict):
            found.update((report["repo"]["path"], verdict["rule"], one) for one in digests(verdict))
    return found


def is_open(verdict: dict[str, Any]) -> bool:
    """Whether it counts that a rule is not shown to hold."""
    return verdict["status"] in ("fail", "unknown") and not verdict["waivers"]


def digests(verdict: dict[str, Any]) -> list[str]:
    """A digest for each piece of evidence, in order; one of the summary if there is none."""
    told = [(one["path"], one["note"]) for one in verdict["evidence"]]
    told = told or [("", verdict["summary"])]
    return [
        hashlib.sha256("\0".join((verdict["rule"], verdict["status"], *one)).encode()).hexdigest()[
            :32
        ]
        for one in told
    ]
