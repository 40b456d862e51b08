"""What a push says to whoever pushed: a screen of `remote:` lines, worst first."""

from doctor.record import NamedTuple
from doctor.report.page import Page, printable

WIDTH = 72
"""Columns; git puts `remote: ` before each line."""
HEIGHT = 24
"""Lines, with which a terminal has always done."""
MAX_REFS = 3
"""Refs of equal outcome that are named."""
DIGITS = 12
"""Digits of a commit's id that are shown."""


class Finding(NamedTuple):
    """A rule that does not hold, or that `crashed`; `place` is its first evidence."""

    rule: str
    status: str
    summary: str
    place: str = ""
    remedy: str = ""
    crashed: bool = False


class Outcome(NamedTuple):
    """One ref of a push: what refuses it, how many findings only stand, what it waives anew."""

    ref: str
    commit: str
    findings: tuple[Finding, ...] = ()
    standing: int = 0
    waived: tuple[str, ...] = ()

    @property
    def worse(self) -> bool:
        return not all(one.crashed for one in self.findings)

    @property
    def crashed(self) -> bool:
        return any(one.crashed for one in self.findings)

    @property
    def says_something(self) -> bool:
        return bool(self.findings or self.standing or self.waived)


def screen(outcomes: list[Outcome], decision: str, why: str = "") -> str:
    """The text: the decision, then what it rests on, as far as there is room for it."""
    page = Page(width=WIDTH)
    page.paragraph("pipeline-doctor: ", f"{decision}: {why}" if why else decision)
    blocks, commands = [], []
    for same, refs in _grouped(outcomes):
        blocks.append(_head(refs))
        blocks += [_block(one) for one in sorted(same.findings, key=lambda one: one.status)]
        blocks += [_paragraph("  waived: ", waiver) for waiver in same.waived]
        if same.findings:
            commands.append(f"  pipeline-doctor --rev {refs[0].commit[:DIGITS]} .")
    lines = str(page).splitlines()
    end = ["see it all where you pushed from:", commands[0]] if commands else []
    room = HEIGHT - len(lines) - len(end)
    shown = 0
    for block in blocks:
        if len(block) > room - (shown < len(blocks) - 1):
            break
        lines += block
        room -= len(block)
        shown += 1
    if shown < len(blocks):
        lines.append(f"and {len(blocks) - shown} more")
    return "".join(f"{_cut(line)}\n" for line in lines + end)


def _grouped(outcomes: list[Outcome]) -> list[tuple[Outcome, list[Outcome]]]:
    """What is the same of several refs, and these; what refuses comes first."""
    groups: dict[Outcome, list[Outcome]] = {}
    for one in outcomes:
        if one.says_something:
            groups.setdefault(one._replace(ref="", commit=""), []).append(one)
    return sorted(groups.items(), key=lambda group: (not group[0].worse, not group[0].findings))


def _head(same: list[Outcome]) -> list[str]:
    named = ", ".join(one.ref for one in same[:MAX_REFS])
    more = f" and {len(same) - MAX_REFS} more" if len(same) > MAX_REFS else ""
    first = same[0]
    if first.findings:
        return _paragraph("", f"{named}{more} ({first.commit[:DIGITS]}):")
    if first.standing:
        findings = "finding" if first.standing == 1 else "findings"
        return _paragraph("", f"{named}{more}: {first.standing} {findings} as before, none new")
    return _paragraph("", f"{named}{more}:")


def _block(finding: Finding) -> list[str]:
    lines = [f"{finding.status.upper()} {finding.rule}", *_paragraph("  ", finding.summary)]
    if finding.place:
        lines.append(f"  {printable(finding.place)}")
    return lines + (_paragraph("  do: ", finding.remedy) if finding.remedy else [])


def _paragraph(head: str, text: str) -> list[str]:
    page = Page(width=WIDTH)
    page.paragraph(head, text)
    return str(page).splitlines()


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
