"""The command `pipeline-doctor fleet`: many repos, one result, in any number of formats."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from typing import Any

from doctor.arguments import WrongQuestion, parse
from doctor.baseline import HEAD, Baseline, opened, read_results
from doctor.discovery import find_repos
from doctor.outputs import OPTIONS, outputs, write
from doctor.report.page import printable
from doctor.rows import Rows
from doctor.summary import score, summary
from doctor.workers import AHEAD, Crew, audit, audit_all, cores, not_audited, pool

VALUED = (*OPTIONS, "--baseline", "--older", "--scheduler")

KEPT, BROKEN, WRONG, MISSED = 0, 1, 2, 3
"""Exit statuses: all keep the contract, or are no worse than the baseline; some don't; the
question was wrong, or the baseline is stale; some could not be audited."""


def main(argv: Sequence[str], terminal: tuple[bool, int | None]) -> int:
    """Audits the repos below the paths in `argv`, prints the result, gives the exit status.

    `terminal` is whether stdout has colours, and how wide it is.
    """
    given = parse(argv, VALUED, ("--no-cache",))
    if not given.words:
        raise WrongQuestion("fleet of which folders or list files?")
    wanted = outputs(given)
    older = [(os.path.basename(path), score(read_results(path))) for path in given.all("--older")]
    gc.enable()  # workers live long
    with ExitStack() as stack:
        baseline = None
        if given.has("--baseline"):
            baseline = stack.enter_context(opened(given.last("--baseline")))
        rows = stack.enter_context(closing(Rows()))
        for found in find_repos(given.words):
            rows.add(found.path, not_audited(found.path, found.why) if found.why else "")
        stamp = ""
        if not given.has("--no-cache"):
            from doctor.cache import stamp as state_of_the_tool

            stamp = state_of_the_tool()
        crew = stack.enter_context(_crew(given.last("--scheduler"), stamp))
        audit_all(rows, crew, _progress)
        total = summary(rows)
        for kind, file in wanted:
            write(file, _rendered(kind, rows, total, older, terminal))
        return _conclude(rows, total, baseline)


@contextmanager
def _crew(scheduler: str, stamp: str) -> Iterator[Crew]:
    """The processors of this machine, or the workers of a cluster."""
    if not scheduler:
        yield Crew(lambda: pool(cores()), cores() * AHEAD, stamp, audit)
        return
    from doctor.cluster import Cluster, audit_apart

    with closing(Cluster(scheduler)) as cluster:
        apart = partial(audit_apart, os.getcwd())
        yield Crew(cluster.executor, cluster.slots * AHEAD, stamp, apart)


def _rendered(
    kind: str,
    rows: Rows,
    total: dict[str, Any],
    older: list[tuple[str, dict[str, int]]],
    terminal: tuple[bool, int | None],
) -> Iterator[str]:
    if kind == "json":
        return _json(rows, total)
    if kind == "sarif":
        from doctor.report.as_sarif import render as sarif

        return sarif(rows)
    if kind == "html":
        from doctor.report.as_html import render as html

        return html(rows, total, older)
    from doctor.report.matrix import render

    return render(rows, total, *terminal)


def _json(rows: Rows, total: dict[str, Any]) -> Iterator[str]:
    import json

    yield HEAD
    comma = ""
    for row in rows:
        yield f"{comma}{json.dumps(row.report)}"
        comma = ",\n"
    yield '\n], "summary": '
    yield from json.JSONEncoder(indent=1).iterencode(total)
    yield "}\n"


def _conclude(rows: Rows, total: dict[str, Any], baseline: Baseline | None) -> int:
    """The exit status; what concerns the baseline is said on stderr."""
    if total["not_audited"]:
        return MISSED
    if baseline is None:
        return KEPT if total["ok"] == total["repos"] else BROKEN
    status = KEPT
    for path, rule in baseline.worse(row.report for row in rows):
        print(f"worse than the baseline: {printable(path)}: {rule}", file=sys.stderr)
        status = BROKEN
    if status == KEPT and (gone := baseline.gone):
        print(
            f"the baseline is stale: {gone} of its findings are gone; write it anew"
            " (--write json=FILE), or they could come back unseen",
            file=sys.stderr,
        )
        return WRONG
    return status


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\r\x1b[K" if done == total else ""
        print(f"\r{done} of {total}{end}", end="", file=sys.stderr, flush=True)
