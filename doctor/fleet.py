"""The command `pipeline-doctor fleet`: many repos, one result, in any number of formats."""

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from typing import Any

from doctor.arguments import WrongQuestion, parse
from doctor.baseline import Comparison, compare, read_results
from doctor.discovery import find_repos
from doctor.outputs import OPTIONS, outputs, write
from doctor.report.page import printable
from doctor.rows import Rows
from doctor.summary import summary, urgency
from doctor.workers import AHEAD, Crew, audit, audit_all, cores, pool

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
    older = [(os.path.basename(path), read_results(path)) for path in given.all("--older")]
    baseline = read_results(given.last("--baseline")) if given.has("--baseline") else None
    found = find_repos(given.words)
    stamp = ""
    if not given.has("--no-cache"):
        from doctor.cache import stamp as state_of_the_tool

        stamp = state_of_the_tool()
    gc.enable()  # workers live long
    with (
        _crew(given.last("--scheduler"), stamp) as crew,
        closing(audit_all(found, crew, _progress)) as rows,
    ):
        total = summary(rows)
        for kind, file in wanted:
            write(file, _rendered(kind, rows, total, older, terminal))
        compared = None
        if baseline is not None:
            compared = compare((row.report for row in rows), baseline)
        return _conclude(total, compared)


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
    older: list[tuple[str, list[dict[str, Any]]]],
    terminal: tuple[bool, int | None],
) -> Iterable[str]:
    if kind == "json":
        return _json(rows, total)
    if kind == "sarif":
        from doctor.report.as_sarif import render as sarif

        return sarif(rows)
    if kind == "html":
        from doctor.report.as_html import older_summary
        from doctor.report.as_html import render as html

        return html(
            rows.ordered(urgency),
            total,
            [(name, older_summary(reports)) for name, reports in older],
        )
    from doctor.report.matrix import line_of, render

    return [
        render((line_of(row.report, row.why) for row in rows.ordered(urgency)), total, *terminal)
    ]


def _json(rows: Rows, total: dict[str, Any]) -> Iterator[str]:
    import json

    yield '{"schema": 1, "repos": ['
    for index, row in enumerate(rows):
        yield f"{',' if index else ''}\n{json.dumps(row.report)}"
    yield f'\n], "summary": {json.dumps(total, indent=1)}}}\n'


def _conclude(total: dict[str, Any], compared: Comparison | None) -> int:
    """The exit status; what concerns the baseline is said on stderr."""
    if total["not_audited"]:
        return MISSED
    if compared is None:
        return KEPT if total["ok"] == total["repos"] else BROKEN
    for path, rule in compared.worse:
        print(f"worse than the baseline: {printable(path)}: {rule}", file=sys.stderr)
    if compared.worse:
        return BROKEN
    if compared.gone:
        print(
            f"the baseline is stale: {compared.gone} of its findings are gone; write it anew"
            " (--write json=FILE), or they could come back unseen",
            file=sys.stderr,
        )
        return WRONG
    return KEPT


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        end = "\r\x1b[K" if done == total else ""
        print(f"\r{done} of {total}{end}", end="", file=sys.stderr, flush=True)
