"""Many repos at once: each audited in a worker, each row independent of all others.

A worker lets a child of its own do the audit, so that a repo which crashes the doctor, or keeps it
busy for too long, costs its own row alone. Should a worker itself be ended, the repos that it was
given are audited again, one at a time. What is found goes to a file and not to memory.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import AbstractContextManager, closing, suppress
from functools import cache
from itertools import islice
from signal import SIGKILL
from typing import TYPE_CHECKING, Any

from doctor.isolation import Died, Late, isolated, limited
from doctor.opening import open_source
from doctor.record import NamedTuple
from doctor.rows import Row, Rows, Todo
from doctor.source import Memory, NoSuchRepo, Source

if TYPE_CHECKING:
    from doctor.repo import Repo
    from doctor.rule import Rule

PR_SET_PDEATHSIG = 1
SECONDS = 60.0
"""Time that one repo may take; the budgets of the interpreters end long before."""
AHEAD = 4
"""Repos that wait for each worker, so that none is idle."""
END_OF_TIME = 253_402_300_800
"""The year 10,000, in seconds since 1970."""
EXAMPLE = """\
steps:
  - name: publish
    image: nix
    commands:
      - nix run .#publish
"""


class Crew(NamedTuple):
    """Who audits: what makes an executor, what it is to call, and how many repos it is given at
    a time; `stamp` is the cache's, "" for none."""

    executor: Callable[[], AbstractContextManager[Executor]]
    ahead: int
    stamp: str
    audit: Callable[[str, str], str]


def audit_all(rows: Rows, crew: Crew, progress: Callable[[int, int], None]) -> None:
    """Puts the rows that are missing."""
    while lost := _run(rows.todo(), crew, rows, progress):
        for one in lost:
            if _run(iter([one]), crew, rows, progress):
                why = "the worker that audited it was ended, twice"
                rows.put(one.place, not_audited(one.path, why))


def _run(
    todo: Iterator[Todo], crew: Crew, rows: Rows, progress: Callable[[int, int], None]
) -> list[Todo]:
    """Audits what is to do; if the pool breaks, gives what it took with it."""
    given: list[Todo] = []
    running: dict[Future[str], Todo] = {}
    with crew.executor() as pool:
        try:
            while True:
                for one in islice(todo, crew.ahead - len(given)):
                    given.append(one)
                    running[pool.submit(crew.audit, one.path, crew.stamp)] = one
                if not running:
                    return []
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    one = running.pop(done)
                    rows.put(one.place, _result(done, one.path))
                    given.remove(one)
                progress(rows.done, rows.found)
        except BrokenExecutor:
            return given


def _result(done: "Future[str]", path: str) -> str:
    """The row that a worker gave; raises BrokenExecutor."""
    try:
        return done.result()
    except BrokenExecutor:
        raise
    except Exception as error:  # a cluster has errors of its own
        return not_audited(path, f"the worker failed: {type(error).__name__}: {error!s:.200}")


def pool(workers: int) -> Executor:
    """Worker processes on this machine."""
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, get_context("fork"), _follow, (os.getpid(),))


def _follow(leader: int) -> None:
    """Lets this worker end with the process that leads it, even if that is killed (prctl(2))."""
    with suppress(ImportError, OSError, AttributeError):  # elsewhere than on Linux
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGKILL)
    if os.getppid() != leader:  # it was gone already
        os._exit(1)


def cores() -> int:
    """How many processors we may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def audit(path: str, stamp: str) -> str:
    """One repo's row as a line of JSON; runs in a worker, and never fails."""
    try:
        # git may wait for ever, for a HEAD that is a FIFO for example.
        with limited(SECONDS), closing(open_source(path)) as source:
            return _cached(source, stamp) if stamp else _fresh(source)[0]
    except NoSuchRepo as error:
        return not_audited(path, str(error))
    except Late:
        return not_audited(path, f"it took more than {SECONDS:.0f} s")


def _cached(source: Source, stamp: str) -> str:
    from doctor.cache import Cache

    known = Cache(stamp)
    row = known.find(source)
    if row is None:
        row, day, answers = _fresh(source)
        if answers:
            known.keep(source, day, answers, row)
    return row


def _fresh(source: Source) -> tuple[str, str, list[list[str]] | None]:
    """A row that is found out now, the one day for which it holds, and what it rests on."""
    rules = _ready()
    try:
        row, day, answers = json.loads(isolated(lambda: _judged(source, rules), SECONDS))
    except Died as error:
        return not_audited(source.name, f"the doctor failed: {error}"), "", None
    return row, day, answers


@cache
def _ready() -> "tuple[Rule, ...]":
    """The rules, once for all children of this worker.

    What they need is imported when it is first used: here, by judging a little repo of ours.
    """
    from doctor.engine import diagnose, find_rules
    from doctor.repo import Repo
    from doctor.report.as_json import as_dict
    from doctor.rule import pipeline

    rules = find_rules()
    as_dict(diagnose(Repo(Memory(pipeline(EXAMPLE))), rules))
    return rules


def _judged(source: Source, rules: "Sequence[Rule]") -> bytes:
    """In the child: what `_fresh` gives; what a crash had a part in rests on nothing."""
    from doctor.cache import Recorded, answers_of
    from doctor.engine import diagnose
    from doctor.repo import Repo
    from doctor.report.as_json import as_dict, well_formed
    from doctor.waiver import FILE, today

    recorded = Recorded(source)
    repo = Repo(recorded)
    diagnosis = diagnose(repo, rules)
    row = Row(as_dict(diagnosis), well_formed(_locks(repo)), "")
    crashed = any(one.verdict.crashed for one in diagnosis.judgements)
    day = str(today()) if recorded.kind(FILE) is not None else ""
    answers = None if crashed else answers_of(recorded)
    return json.dumps([json.dumps(row), day, answers]).encode()


def _locks(repo: "Repo") -> list[dict[str, Any]]:
    """What `flake.lock` pins of each input that leads to parity-lib."""
    from doctor.lock import Lock

    if not isinstance(repo.lock, Lock):
        return []
    found = []
    for one in repo.inputs:
        node = repo.lock.node((one.name,)) if one.is_parity else None
        if node is not None:
            rev, time = node.locked.get("rev"), node.locked.get("lastModified")
            known = isinstance(time, int) and 0 <= time < END_OF_TIME
            found.append(
                {
                    "rev": rev if isinstance(rev, str) else None,
                    "lastModified": time if known else None,
                }
            )
    return found


def not_audited(path: str, why: str) -> str:
    """The row of a repo that could not be audited."""
    from doctor.report import as_json

    return json.dumps(Row(as_json.not_audited(path, why), [], as_json.well_formed(why)))
