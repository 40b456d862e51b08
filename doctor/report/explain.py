"""What a rule asks for, with what keeps it and what breaks it."""

from collections.abc import Sequence

from doctor.report.page import Page, Styled
from doctor.rule import Rule
from doctor.verdict import Status

TITLES = {
    Status.PASS: Styled("pass", "It holds:"),
    Status.FAIL: Styled("fail", "It fails:"),
    Status.UNKNOWN: Styled("unknown", "It cannot be decided:"),
    Status.NOT_APPLICABLE: Styled("dim", "It does not apply:"),
}


def explain(rule: Rule, colour: bool = False, width: int | None = None) -> str:
    """Name, level, reason, remedy and all examples of a rule."""
    page = Page(colour, width)
    page.line(Styled("bold", rule.name), f" ({rule.level})")
    page.gap()
    page.paragraph(Styled("bold", "why: "), rule.reason)
    page.paragraph(Styled("bold", "do:  "), rule.remedy)
    for status, title in TITLES.items():
        for example in rule.examples:
            if example.status == status:
                page.gap()
                page.line(title, " ", example.title)
                for path in sorted(example.files):
                    page.line("  ", Styled("bold", path))
                    for line in example.files[path].strip("\n").split("\n"):
                        page.line("    ", line)
    return str(page)


def overview(rules: Sequence[Rule], colour: bool = False, width: int | None = None) -> str:
    """One line a rule."""
    page = Page(colour, width)
    longest = max(len(rule.name) for rule in rules)
    for rule in rules:
        page.paragraph(Styled("bold", f"{rule.name:{longest}}"), f"  {rule.level:8}  {rule.reason}")
    return str(page)
