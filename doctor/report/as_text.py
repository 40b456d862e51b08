"""A diagnosis for people: what fails, where, why, and what to type."""

from collections.abc import Iterable
from itertools import groupby

from doctor.engine import Diagnosis, Judgement
from doctor.place import Place
from doctor.report.excerpt import excerpt
from doctor.report.page import Page, Styled
from doctor.rule import Level
from doctor.source import Source
from doctor.verdict import Status

MAX_EVIDENCE = 4
"""Places that are shown of one verdict."""

MAX_COMMANDS = 20
"""Commands that are shown."""

LABELS = {
    Status.FAIL: Styled("fail", "FAIL"),
    Status.UNKNOWN: Styled("unknown", "UNKNOWN"),
    Status.PASS: Styled("pass", "pass"),
    Status.NOT_APPLICABLE: Styled("dim", "n/a "),
}
WAIVED = Styled("unknown", "waived")


def render(diagnosis: Diagnosis, colour: bool = False, width: int | None = None) -> str:
    """The report; for a terminal in colour and folded to `width`."""
    page = Page(colour, width)
    _outcome(page, diagnosis)
    for group in _findings(diagnosis):
        page.gap()
        _finding(page, group, diagnosis.repo.source)
    page.gap()
    for judgement in diagnosis.judgements:
        if not judgement.is_open:
            _settled(page, judgement)
    page.gap()
    _commands(page, diagnosis)
    page.gap()
    _looked_at(page, diagnosis)
    return str(page)


def _findings(diagnosis: Diagnosis) -> Iterable[list[Judgement]]:
    """What is open, the most urgent first; rules that cannot be answered for one reason together.

    The reason is one if the places are, and if what to do about it is not the rule's own remedy.
    """
    groups: dict[object, list[Judgement]] = {}
    found = [judgement for judgement in diagnosis.judgements if judgement.is_open]
    for judgement in sorted(found, key=_urgency):
        rule, verdict = judgement
        is_shared = verdict.status == Status.UNKNOWN and bool(verdict.remedy and verdict.evidence)
        reason = (rule.level, verdict.evidence, verdict.remedy) if is_shared else rule.name
        groups.setdefault(reason, []).append(judgement)
    return groups.values()


def _urgency(judgement: Judgement) -> tuple[bool, bool, str]:
    rule, verdict = judgement
    return rule.level == Level.ADVISORY, verdict.status == Status.UNKNOWN, rule.name


def _outcome(page: Page, diagnosis: Diagnosis) -> None:
    required, advisory = (
        [
            one.verdict.status if one.is_open else Status.PASS
            for one in diagnosis.judgements
            if one.rule.level == level
        ]
        for level in Level
    )
    waived = sum([bool(one.verdict.waivers) for one in diagnosis.judgements])
    failed, unknown = required.count(Status.FAIL), required.count(Status.UNKNOWN)
    if failed:
        answer = Styled("fail", "does not keep the parity contract")
    elif unknown:
        answer = Styled("unknown", "cannot be shown to keep the parity contract")
    else:
        answer = Styled("pass", "keeps the parity contract")
    bad = [f"{count} {what}" for count, what in ((failed, "failed"), (unknown, "unknown")) if count]
    rules = _count(len(required), "required rule")
    counts = f"{' and '.join(bad)} of {rules}" if bad else f"none failed of {rules}"
    notes = advisory.count(Status.FAIL) + advisory.count(Status.UNKNOWN)
    more = f"; {_count(notes, 'advisory finding')}" if notes else ""
    more += f"; {waived} waived" if waived else ""
    page.line(Styled("bold", diagnosis.repo.source.name), " ", answer, f": {counts}{more}")


def _finding(page: Page, judgements: list[Judgement], source: Source) -> None:
    rule, verdict = judgements[0]
    names = ", ".join([one.rule.name for one in judgements])
    page.line(LABELS[verdict.status], " ", Styled("bold", names), f" ({rule.level})")
    page.paragraph("  ", "; ".join(dict.fromkeys([one.verdict.summary for one in judgements])))
    shown, more = verdict.evidence[:MAX_EVIDENCE], len(verdict.evidence) - MAX_EVIDENCE
    for place, group in groupby(shown, lambda evidence: evidence.place):
        for _, note in group:
            _where(page, place, "" if note == verdict.summary else note)
        _excerpt(page, place, source)
    if more > 0:
        page.line(f"  and {more} more")
    if len(judgements) == 1:
        page.paragraph(Styled("bold", "  why: "), rule.reason)
    page.paragraph(Styled("bold", "  do:  "), verdict.remedy or rule.remedy)


def _where(page: Page, place: Place, note: str) -> None:
    if note:
        page.paragraph(Styled("bold", f"  {place}: "), note)
    else:
        page.line(Styled("bold", f"  {place}"))


def _excerpt(page: Page, place: Place, source: Source) -> None:
    if found := excerpt(source, place):
        number = str(place.line)
        page.line(f"    {number} | ", found.line)
        page.line(f"    {' ' * len(number)} | ", Styled("mark", found.marks))


def _settled(page: Page, judgement: Judgement) -> None:
    rule, verdict = judgement
    label = WAIVED if verdict.waivers else LABELS[verdict.status]
    page.line(label, f" {rule.name}: ", verdict.summary)
    for one in verdict.waivers:
        page.paragraph(f"  {one.path or one.app} until {one.expires}: ", one.reason)


def _commands(page: Page, diagnosis: Diagnosis) -> None:
    if diagnosis.facts.local_equivalents:
        page.line("run it yourself:")
    shown = diagnosis.facts.local_equivalents
    for equivalent in shown[:MAX_COMMANDS]:
        what = (
            "" if equivalent.ci is None else f"  # {equivalent.where.path}:{equivalent.where.line}"
        )
        if equivalent.dry_run:
            page.line("  ", equivalent.dry_run, Styled("dim", "  # dry run; then:"))
        first, *rest = equivalent.local.split("\n")
        page.line("  ", first, Styled("dim", what))
        for line in rest:
            page.line("  ", line)
    if len(shown) > MAX_COMMANDS:
        page.line(f"  and {len(shown) - MAX_COMMANDS} more (--format json)")


def _looked_at(page: Page, diagnosis: Diagnosis) -> None:
    seen, unreadable = diagnosis.facts.looked_at, diagnosis.facts.unreadable
    page.line(
        "looked at ",
        ", ".join(
            _count(getattr(seen, f"{noun}s"), noun) for noun in ("flake", "script", "pipeline")
        ),
        f"; {len(unreadable)} unreadable",
    )
    for failure in unreadable:
        page.line("  ", str(failure))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
