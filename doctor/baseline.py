"""Findings that are known: only what is worse than an older result of the fleet counts.

A finding is told by what it says and in which file, not by its line, and counted, so that one more
of the same is new. A baseline that holds what is no longer there is stale: it would let that come
back unseen.
"""

import hashlib
import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from doctor.arguments import WrongQuestion
from doctor.rows import database

if TYPE_CHECKING:
    from sqlite3 import Connection

HEAD = '{"schema": 1, "repos": [\n'
END = "}}\n"
"""The first and the last line of what a fleet writes."""
SCHEMA = """
CREATE TABLE known (repo TEXT, rule TEXT, digest TEXT, count INTEGER,
  PRIMARY KEY (repo, rule, digest)) WITHOUT ROWID
"""
ADD = """
INSERT INTO known VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET count = count + excluded.count
"""
KNOWN = """
SELECT coalesce(sum(count), 0) FROM known WHERE repo = ? AND rule = ? AND digest = ?
"""
GONE = "SELECT coalesce(sum(count), 0) FROM known WHERE count > 0"


class Baseline:
    """The findings of an older result, in `db`."""

    def __init__(self, db: "Connection", reports: Iterable[dict[str, Any]]) -> None:
        self._db = db
        for report in reports:
            for finding, count in fingerprints(report).items():
                self._db.execute(ADD, (*finding, count))

    def worse(self, reports: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
        """What required rules find that they did not find before: repo and rule."""
        for report in reports:
            worse: dict[tuple[str, str], None] = {}
            for finding, count in fingerprints(report).items():
                [(known,)] = self._db.execute(KNOWN, finding)
                if count > known:
                    worse[finding[:2]] = None
                self._db.execute(ADD, (*finding, -count))
            yield from worse

    @property
    def gone(self) -> int:
        """How many findings it holds that `worse` did not meet."""
        [(count,)] = self._db.execute(GONE)
        return int(count)


@contextmanager
def opened(path: str) -> Iterator[Baseline]:
    """What a file holds that results were written to; raises WrongQuestion if it holds none."""
    with closing(database(SCHEMA)) as db:
        yield Baseline(db, read_results(path))


def read_results(path: str) -> Iterator[dict[str, Any]]:
    """The reports in a file that a fleet's or one repo's JSON was written to.

    They come one at a time where a report is a line, as the fleet writes them. Raises
    WrongQuestion.
    """
    try:
        with open(path, encoding="utf-8") as file:
            for report in _by_line(file) if file.readline() == HEAD else _at_once(file):
                fingerprints(report)
                report["ok"]
                yield report
    except (OSError, ValueError, RecursionError) as error:
        raise WrongQuestion(f"{path!r} holds no results: {error}") from None
    except (KeyError, TypeError, AttributeError):
        raise WrongQuestion(f"{path!r} holds no results of pipeline-doctor") from None


def _by_line(file: TextIO) -> Iterator[dict[str, Any]]:
    for line in file:
        if line.startswith("]"):
            break
        yield json.loads(line.rstrip(",\n"))
    if [*deque(file, 1)] != [END]:  # the summary grows with the fleet, so nothing else is kept
        raise ValueError("it ends early")


def _at_once(file: TextIO) -> Iterator[dict[str, Any]]:
    file.seek(0)
    data = json.load(file)
    yield from data.get("repos", [data])


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
