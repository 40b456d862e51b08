"""Exceptions that a repo asks for: in `.pipeline-doctor.toml`, each with a reason and an end.

A waiver covers a finding if nothing of it lies elsewhere: for an app, if the rule holds without
it; for a path, if all evidence lies there, and the rule holds without the apps and pipelines that
are written there, whose failure would hide a doubt about the others. What a waiver says and is
not so, is a finding itself.
"""

import re
import tomllib
from collections.abc import Sequence
from datetime import date

from doctor.ci import CiStep, StepRun
from doctor.engine import Judgement, ask
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.repo import App, EntryPoint, Repo
from doctor.rule import Level, Rule
from doctor.source import Unreadable
from doctor.verdict import OPEN, Evidence, Verdict, failed, passed
from doctor.waiver import FILE, Waiver, today
from doctor.woodpecker.pipeline import Pipelines

MAX_SIZE = 64 << 10
"""Characters of the file."""
MAX_LINE = 1000
"""Characters of a line: `tomllib` takes quadratic time for a name of many parts."""
FIELDS = {"rule", "path", "app", "reason", "expires"}


def _never(_: Repo) -> Verdict:
    raise AssertionError("what waivers say is judged after the rules")


RULE = Rule(
    name="waivers",
    level=Level.REQUIRED,
    reason="An exception that nobody needs or understands any more is a hole for tomorrow.",
    remedy=f"Mend the waiver in {FILE}, or delete it.",
    check=_never,
    examples=(),
)


class _Claim(NamedTuple):
    """A waiver as it stands in the file, and what is wrong with it."""

    waiver: Waiver | None
    place: Place
    fault: str


class _Narrowed(Repo):
    """A repo without some of its apps, and without what is written in some files: their apps and
    their pipelines. What was found out about the whole is not asked again."""

    def __init__(
        self, whole: Repo, apps: frozenset[str], paths: frozenset[str] = frozenset()
    ) -> None:
        self.__dict__.update(whole.__dict__)
        self._whole = whole
        self._paths = paths
        written = {name: _file(entry) for entry in whole.entry_points for name in entry.names}
        self._without = apps | {
            app.name for app in whole.apps if written.get(app.name, app.place.path) in paths
        }

    @property
    def apps(self) -> tuple[App, ...]:
        return tuple([app for app in super().apps if app.name not in self._without])

    @property
    def entry_points(self) -> tuple[EntryPoint, ...]:
        return tuple([one for one in super().entry_points if not self._without >= {*one.names}])

    @property
    def pipelines(self) -> Pipelines:
        found, paths = self._whole.pipelines, self._paths
        return Pipelines(
            tuple([one for one in found.workflows if one.path not in paths]),
            tuple([one for one in found.unreadable if one.place.path not in paths]),
            tuple([one for one in found.passed_over if one.place.path not in paths]),
        )

    @property
    def ci_steps(self) -> tuple[CiStep, ...]:
        steps = self._whole.ci_steps
        return tuple([one for one in steps if one.workflow.path not in self._paths])

    @property
    def step_runs(self) -> tuple[StepRun, ...]:
        runs = self._whole.step_runs
        return tuple([one for one in runs if one.of.workflow.path not in self._paths])


def apply(
    repo: Repo, judgements: Sequence[Judgement], mandatory: frozenset[str]
) -> tuple[Judgement, ...]:
    """The judgements, with the waivers that cover them, and one more: about the waivers.

    Rules that are `mandatory` cannot be waived.
    """
    try:
        claims = _claims(repo.source.read(FILE), {one.rule.name for one in judgements}, mandatory)
    except (Unreadable, ValueError, RecursionError) as error:
        why = error.why if isinstance(error, Unreadable) else f"is no TOML of waivers: {error}"
        where = Evidence(Place(FILE), f"{FILE} {why:.300}")
        return (*judgements, Judgement(RULE, failed(where.note, where)))
    valid = [claim.waiver for claim in claims if claim.waiver and not claim.fault]
    applied: list[Judgement] = []
    used: set[Waiver] = set()
    for one in judgements:
        mine = [waiver for waiver in valid if waiver.rule == one.rule.name]
        covering: tuple[Waiver, ...] = ()
        if mine and one.verdict.status in OPEN and not one.verdict.crashed:
            covering, concerned = _covering(repo, one, mine)
            used.update(concerned)
        applied.append(one._replace(verdict=one.verdict._replace(waivers=covering)))
    return (*applied, Judgement(RULE, _about(claims, used)))


def _claims(text: str, rules: set[str], mandatory: frozenset[str]) -> list[_Claim]:
    """What the file claims; raises ValueError if it is not made as it should be."""
    if len(text) > MAX_SIZE or any([len(line) > MAX_LINE for line in text.split("\n")]):
        raise ValueError("it is too large")
    data = tomllib.loads(text)
    entries = data.pop("waiver", [])
    if data:
        raise ValueError(f"{next(iter(data))!r:.40} is unknown; it holds [[waiver]]")
    if not isinstance(entries, list):
        raise ValueError("a waiver is written below [[waiver]]")
    lines = [text.count("\n", 0, at.start()) + 1 for at in re.finditer(r"(?m)^[ \t]*\[\[", text)]
    if len(lines) != len(entries):
        lines = [1] * len(entries)
    return [
        _claim(entry, Place(FILE, line, 1, line, 11) if line > 1 else Place(FILE), rules, mandatory)
        for entry, line in zip(entries, lines, strict=True)
    ]


def _claim(entry: object, place: Place, rules: set[str], mandatory: frozenset[str]) -> _Claim:
    if not isinstance(entry, dict):
        return _Claim(None, place, "a waiver is a table")
    if extra := entry.keys() - FIELDS:
        return _Claim(None, place, f"a waiver has no {min(extra)!r:.40}")
    if len(entry.keys() & {"path", "app"}) != 1:
        return _Claim(None, place, "a waiver is for one path or one app")
    for name in ("rule", "reason", "path", "app"):
        value = entry.get(name, "" if name in ("rule", "reason") else "-")
        if not isinstance(value, str) or not value.strip():
            return _Claim(None, place, f"a waiver needs a text as {name}")
    until = entry.get("expires")
    if type(until) is not date:
        return _Claim(None, place, "a waiver needs a date as expires, such as 2026-12-31")
    waiver = Waiver(entry["rule"], entry.get("path"), entry.get("app"), entry["reason"], until)
    if waiver.rule not in rules:
        return _Claim(waiver, place, f"there is no rule {waiver.rule!r:.60}")
    if waiver.rule in mandatory:
        return _Claim(waiver, place, f"the server does not let {waiver.rule} be waived")
    if waiver.expires < today():
        return _Claim(waiver, place, f"the waiver of {waiver.rule} expired on {waiver.expires}")
    return _Claim(waiver, place, "")


def _covering(
    repo: Repo, judgement: Judgement, mine: Sequence[Waiver]
) -> tuple[tuple[Waiver, ...], list[Waiver]]:
    """The waivers that cover a finding together, none if they don't; and all that concern it."""
    rule, verdict = judgement.rule, judgement.verdict
    paths = frozenset(waiver.path for waiver in mine if waiver.path)
    apps = frozenset(waiver.app for waiver in mine if waiver.app)
    seen = {evidence.place.path for evidence in verdict.evidence}
    concerned = [
        waiver
        for waiver in mine
        if waiver.path in seen
        or (waiver.app and ask(rule, _Narrowed(repo, frozenset([waiver.app]))) != verdict)
    ]
    rest = ask(rule, _Narrowed(repo, apps))
    others = ask(rule, _Narrowed(repo, apps, paths))
    if _settled(rest, frozenset()) or (_settled(rest, paths) and _settled(others, paths)):
        return tuple(concerned), concerned
    return (), concerned


def _settled(verdict: Verdict, paths: frozenset[str]) -> bool:
    """Whether a rule holds, or what stands against it lies in `paths`."""
    if verdict.status not in OPEN:
        return True
    places = {evidence.place.path for evidence in verdict.evidence}
    return bool(places) and places <= paths and not verdict.crashed


def _about(claims: Sequence[_Claim], used: set[Waiver]) -> Verdict:
    """What is to be said of the waivers themselves."""
    faults = [
        Evidence(claim.place, claim.fault or f"nothing is there that the waiver of {rule} is for")
        for claim in claims
        for rule in [claim.waiver.rule if claim.waiver else ""]
        if claim.fault or claim.waiver not in used
    ]
    if faults:
        return failed(faults[0].note, *faults)
    return passed(f"{len(claims)} in use" if claims else "there are none")


def _file(entry: EntryPoint) -> str:
    """Where the text of an app's script stands."""
    return entry.run.script.around.path
