"""Finds the rules, and runs them over a repo.

A rule is a file in the folder of the package `rules`. Nothing here fails silently: a rule that
crashes, or that cannot even be imported, is a verdict that names it, and the others still run.
"""

import os
from collections.abc import Sequence
from importlib import import_module

from doctor.facts import StepFact, archetypes, ci_steps
from doctor.local import LocalEquivalent, local_equivalents
from doctor.record import NamedTuple
from doctor.repo import App, BuilderCall, Repo
from doctor.rule import Level, Rule
from doctor.source import Unreadable
from doctor.verdict import OPEN, Verdict, unknown
from doctor.waiver import FILE as WAIVERS

CRASHES = (Exception, SystemExit)
"""What a rule or a fact can die of; an exit would end the run as if all were well."""


class NoRules(Exception):
    """The folder of rules is empty: a repo that nothing was asked about would look healthy."""


class Judgement(NamedTuple):
    """A rule, and what it says of a repo."""

    rule: Rule
    verdict: Verdict

    @property
    def is_open(self) -> bool:
        """Whether it counts that the rule is not shown to hold."""
        return self.verdict.status in OPEN and not self.verdict.waivers


class LookedAt(NamedTuple):
    """How much of a repo there was to judge."""

    flakes: int = 0
    scripts: int = 0
    pipelines: int = 0


class Facts(NamedTuple):
    """What a report says of a repo beside the verdicts."""

    archetypes: tuple[BuilderCall, ...] = ()
    apps: tuple[App, ...] = ()
    apps_complete: bool = False
    ci_steps: tuple[StepFact, ...] = ()
    local_equivalents: tuple[LocalEquivalent, ...] = ()
    looked_at: LookedAt = LookedAt()
    unreadable: tuple[Unreadable, ...] = ()


class Diagnosis(NamedTuple):
    """All that a report needs."""

    repo: Repo
    judgements: tuple[Judgement, ...]
    facts: Facts


def find_rules(package: str = "rules") -> tuple[Rule, ...]:
    """The rules in the folder of a package, sorted by name; raises NoRules.

    For a file that gives no rule there is a required one that says so.
    """
    return tuple(_load(package, name.replace("-", "_")) for name in rule_names(package))


def rule_names(package: str = "rules") -> tuple[str, ...]:
    """The names of the rules in the folder of a package, sorted; raises NoRules."""
    [folder] = import_module(package).__path__
    modules = [file.removesuffix(".py") for file in os.listdir(folder) if file.endswith(".py")]
    names = sorted(module.replace("_", "-") for module in modules if module != "__init__")
    if not names:
        raise NoRules(f"there are no rules in {package}/")
    return tuple(names)


def judge(repo: Repo, rules: Sequence[Rule]) -> tuple[Judgement, ...]:
    """What each rule says of a repo, in the order of the rules."""
    return tuple(Judgement(rule, ask(rule, repo)) for rule in rules)


def diagnose(
    repo: Repo, rules: Sequence[Rule], mandatory: frozenset[str] = frozenset()
) -> Diagnosis:
    """The verdicts, and the facts for a report; facts that crash are one verdict more.

    The repo's waivers are applied, but not to rules that are `mandatory`.
    """
    judgements = judge(repo, rules)
    if repo.source.kind(WAIVERS) is not None:
        from doctor.waivers import apply  # few repos have any

        judgements = apply(repo, judgements, mandatory)
    try:
        facts = _facts(repo)
    except CRASHES as crash:
        verdict = _crashed(f"the facts for the report: {describe(crash)}")
        judgements += (Judgement(broken("report", verdict), verdict),)
        facts = Facts()
    return Diagnosis(repo, judgements, facts)


def ok(judgements: Sequence[Judgement]) -> bool:
    """Whether every required rule passes, does not apply, or is waived."""
    return not any(one.rule.level == Level.REQUIRED and one.is_open for one in judgements)


def describe(crash: BaseException, package: str = "rules") -> str:
    """An exception in one line: what it is, and the innermost line of ours where it arose."""
    where = ""
    trace = crash.__traceback__
    while trace:
        top = trace.tb_frame.f_globals.get("__name__", "").partition(".")[0]
        if top in ("doctor", package):
            file = trace.tb_frame.f_code.co_filename.rpartition(f"/{top}/")[2]
            where = f" in {top}/{file}:{trace.tb_lineno}"
        trace = trace.tb_next
    name = f"{type(crash).__name__}{where}"
    message = " ".join(str(crash).split())
    return f"{name}: {message:.200}" if message else name


def _facts(repo: Repo) -> Facts:
    return Facts(
        archetypes(repo),
        repo.apps,
        repo.apps_complete,
        ci_steps(repo),
        local_equivalents(repo),
        LookedAt(int(repo.trouble is None), repo.scripts, len(repo.pipelines.workflows)),
        repo.source.unreadable,  # last, when all that is needed has been read
    )


def _load(package: str, module: str) -> Rule:
    name = module.replace("_", "-")
    try:
        rule = import_module(f"{package}.{module}").RULE
        if not isinstance(rule, Rule) or rule.name != name:
            raise TypeError(f"RULE is no Rule of the name {name}")
    except CRASHES as crash:
        return broken(
            name, _crashed(f"the rule {name} cannot be loaded: {describe(crash, package)}")
        )
    return rule


def broken(name: str, verdict: Verdict) -> Rule:
    """A stand-in, so that a rule that cannot be asked still has a voice."""
    return Rule(
        name=name,
        level=Level.REQUIRED,
        reason="What cannot be shown to hold is not assumed.",
        remedy="This is a fault of pipeline-doctor, not of the repo: please report it.",
        check=lambda _: verdict,
        examples=(),
    )


def _crashed(summary: str) -> Verdict:
    return unknown(summary)._replace(crashed=True)


def ask(rule: Rule, repo: Repo) -> Verdict:
    """What a rule says of a repo; if it crashes, that."""
    try:
        verdict = rule.check(repo)
        if not isinstance(verdict, Verdict):
            raise TypeError(f"the answer is no Verdict but {type(verdict).__name__}")
    except CRASHES as crash:
        return _crashed(f"the rule {rule.name} crashed: {describe(crash)}")
    return verdict._replace(evidence=tuple(dict.fromkeys(verdict.evidence)))
