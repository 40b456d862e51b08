"""A fleet for people at a terminal: repos by rules."""

from collections.abc import Iterable
from string import ascii_letters
from typing import Any

from doctor.record import NamedTuple
from doctor.report.page import Page, Styled, printable
from doctor.summary import status_of

MAX_LISTED = 10
MARKS = {
    "fail": Styled("fail", "F"),
    "unknown": Styled("unknown", "?"),
    "waived": Styled("unknown", "w"),
    "pass": Styled("pass", "."),
    "not-applicable": Styled("dim", "-"),
}


class Line(NamedTuple):
    """A row of the matrix: how each rule ended, by name, and why it was not audited."""

    path: str
    statuses: dict[str, str]
    why: str


def line_of(report: dict[str, Any], why: str) -> Line:
    """What the matrix needs of a report."""
    statuses = {verdict["rule"]: status_of(verdict) for verdict in report["verdicts"]}
    return Line(printable(report["repo"]["path"]), {} if why else statuses, why)


def render(
    lines: Iterable[Line], summary: dict[str, Any], colour: bool = False, width: int | None = None
) -> str:
    """The matrix in the order of the lines, what its columns mean, what concerns several repos."""
    page = Page(colour, width)
    ordered = [*lines]
    rules = _columns(summary)
    _outcome(page, summary)
    page.gap()
    room = max([len(one.path) for one in ordered], default=0)
    if ordered:
        page.line(" " * room, " ", Styled("bold", " ".join(rules.values())))
    for one in ordered:
        if one.why:
            page.paragraph(f"{one.path:{room}} ", f"not audited: {one.why}")
        else:
            marks: list[str | Styled] = []
            for rule in rules:
                marks += [" ", MARKS[one.statuses.get(rule, "not-applicable")]]
            page.line(f"{one.path:{room}}", *marks)
    page.gap()
    for rule, letter in rules.items():
        count = summary["rules"][rule]
        page.line(
            Styled("bold", letter),
            f" {rule} ({count['level']}): {_counts(count)}",
        )
    page.line("F fails, ? is unknown, w is waived, . passes, - does not apply")
    _facts(page, summary)
    return str(page)


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


def _facts(page: Page, summary: dict[str, Any]) -> None:
    late = [one for one in summary["parity_lib"] if one["days_behind"]]
    late.sort(key=lambda one: (-one["days_behind"], one["path"]))
    told = [f"{one['path']}: {one['days_behind']} days" for one in late]
    _list(page, "behind the newest parity-lib of the fleet:", told)
    several = summary["packages_of_several_repos"]
    _list(page, "published from several repos:", [_package(one) for one in several])


def _package(one: dict[str, Any]) -> str:
    repos = [f"{made['version'] or 'unknown version'} from {made['path']}" for made in one["repos"]]
    return f"{one['name']} ({one['archetype']}): {', '.join(repos)}"


def _list(page: Page, head: str, told: list[str]) -> None:
    if not told:
        return
    page.gap()
    page.line(head)
    for text in told[:MAX_LISTED]:
        page.paragraph("  ", text)
    if len(told) > MAX_LISTED:
        page.line(f"  and {len(told) - MAX_LISTED} more")
