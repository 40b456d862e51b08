"""A fleet for people at a terminal: repos by rules."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from string import ascii_letters
from typing import Any

from doctor.report.page import Page, Styled, printable
from doctor.rows import Row, Rows, status_of
from doctor.summary import FOUND, locks

MAX_LISTED = 10
MARKS = {
    "fail": Styled("fail", "F"),
    "unknown": Styled("unknown", "?"),
    "waived": Styled("unknown", "w"),
    "pass": Styled("pass", "."),
    "not-applicable": Styled("dim", "-"),
}


def render(
    rows: Rows, summary: dict[str, Any], colour: bool = False, width: int | None = None
) -> Iterator[str]:
    """The matrix, what its columns mean, what concerns several repos; in pieces."""
    rules = _columns(summary)
    room = max((len(printable(path)) for (path,) in rows.select("SELECT path FROM row")), default=0)
    page = Page(colour, width)
    _outcome(page, summary)
    page.gap()
    if summary["repos"]:
        page.line(" " * room, " ", Styled("bold", " ".join(rules.values())))
    for row in rows.worst_first():
        _row(page, row, rules, room)
        yield page.taken()
    page.gap()
    for rule, letter in rules.items():
        count = summary["rules"][rule]
        page.line(
            Styled("bold", letter),
            f" {rule} ({count['level']}): {_counts(count)}",
        )
    page.line("F fails, ? is unknown, w is waived, . passes, - does not apply")
    _facts(page, rows, summary)
    yield page.taken()


def _row(page: Page, row: Row, rules: Iterable[str], room: int) -> None:
    path = f"{printable(row.report['repo']['path']):{room}}"
    if row.why:
        page.paragraph(f"{path} ", f"not audited: {row.why}")
        return
    statuses = {verdict["rule"]: status_of(verdict) for verdict in row.report["verdicts"]}
    marks: list[str | Styled] = []
    for rule in rules:
        marks += [" ", MARKS[statuses.get(rule, "not-applicable")]]
    page.line(path, *marks)


def _columns(summary: dict[str, Any]) -> dict[str, str]:
    """A letter for each rule, required ones first."""
    names = sorted(
        summary["rules"], key=lambda name: (summary["rules"][name]["level"] != "required", name)
    )
    return {
        name: ascii_letters[at] if at < len(ascii_letters) else "*" for at, name in enumerate(names)
    }


def _outcome(page: Page, summary: dict[str, Any]) -> None:
    total, good, missed = summary["repos"], summary["ok"], len(summary["not_audited"])
    style = "pass" if good == total else "fail"
    more = f"; {missed} not audited" if missed else ""
    page.line(Styled(style, f"{good} of {total}"), f" repos keep the parity contract{more}")


def _counts(count: dict[str, Any]) -> str:
    told = [
        f"{count[status]} {word}"
        for status, word in (("fail", "fail"), ("unknown", "unknown"), ("waived", "waived"))
        if count[status]
    ]
    return ", ".join(told) or "none fails"


def _facts(page: Page, rows: Rows, summary: dict[str, Any]) -> None:
    late = (one for one in locks(rows, f"days DESC, path, {FOUND}") if one["days_behind"])
    _list(page, "behind the newest parity-lib of the fleet:", late, _late)
    several = iter(summary["packages_of_several_repos"])
    _list(page, "published from several repos:", several, _package)


def _late(one: dict[str, Any]) -> str:
    return f"{one['path']}: {one['days_behind']} days"


def _package(one: dict[str, Any]) -> str:
    repos = [f"{made['version'] or 'unknown version'} from {made['path']}" for made in one["repos"]]
    return f"{one['name']} ({one['archetype']}): {', '.join(repos)}"


def _list(
    page: Page,
    head: str,
    found: Iterator[dict[str, Any]],
    told: Callable[[dict[str, Any]], str],
) -> None:
    for number, one in enumerate(islice(found, MAX_LISTED)):
        if not number:
            page.gap()
            page.line(head)
        page.paragraph("  ", told(one))
    if more := sum(1 for _ in found):
        page.line(f"  and {more} more")
