"""The steps of CI as entry points: in which cases each runs, with what, and what it would do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from doctor.bash.history import Entered, Left, Node, Reached, Started, Unclear
from doctor.bash.surroundings import CONTRACT, TOKEN, Scenario
from doctor.bash.tools import Reach
from doctor.bash.values import Symbol, Value, whole
from doctor.behaviour import Passage, Run, name_of, run
from doctor.record import NamedTuple
from doctor.verdict import Evidence
from doctor.woodpecker import syntax
from doctor.woodpecker.commands import entries, script
from doctor.woodpecker.conditions import Runs
from doctor.woodpecker.events import ANY_TAG, EVENTS, Case
from doctor.woodpecker.steps import Step
from doctor.woodpecker.workflow import Workflow

if TYPE_CHECKING:
    from doctor.repo import Repo

MAX_RUNS = 120
"""Runs of steps that are worked out for one repo."""

MAX_APPS = 8
"""Apps within one another that are told apart."""

_TOLD = (
    "CI", "CI_SYSTEM_NAME", "CI_PIPELINE_EVENT", "CI_COMMIT_TAG", "CI_COMMIT_REF",
    "CI_COMMIT_PULL_REQUEST", "CI_COMMIT_SOURCE_BRANCH",
)  # fmt: skip
"""Variables of the server that depend on the event."""


class CiStep(NamedTuple):
    """A step with the cases in which it can run; `surely` are those that need no luck."""

    workflow: Workflow
    step: Step
    cases: tuple[Case, ...]
    surely: tuple[Case, ...]

    @property
    def name(self) -> str:
        return f"step {self.step.name} of {self.workflow.path}"

    def given(self, secrets: frozenset[str]) -> list[Evidence]:
        """Where it gets these secrets; without any, where it stands and what of the contract's
        variables it sets."""
        if secrets:
            return [
                Evidence(held.place, f"{self.name} holds the secret {held.secret}")
                for held in self.step.secrets
                if held.secret in secrets
            ]
        sets = [
            Evidence(self.workflow.place(key), f"{self.name} sets {key.text}")
            for key, _ in self.step.environment
            if key.text in CONTRACT and key.text != TOKEN
        ]
        return sets or [Evidence(self.step.place, f"{self.name} runs on {', '.join(self.events)}")]

    @property
    def events(self) -> tuple[str, ...]:
        """The events on which it can run."""
        found = {case.event for case in self.cases}
        return tuple([event for event in EVENTS if event in found])


def unread(repo: Repo) -> list[Evidence]:
    """Where there is a pipeline of which something cannot be read."""
    found = [Evidence(place, why) for place, why in repo.pipelines.unreadable]
    for workflow in repo.pipelines.workflows:
        found += [Evidence(place, why) for place, why in workflow.unclear]
    return found


class Deed(NamedTuple):
    """Something that a step does: within which apps, and by which command of its own."""

    node: Node
    apps: tuple[str, ...]
    command: Node | None
    passage: Passage

    @property
    def is_publication(self) -> bool:
        """Whether it puts an artifact into a registry or a release; not a deployment, nor a commit
        that is pushed, nor what goes into a binary cache."""
        event = self.node.event
        if type(event) is not Reached or event.reach != Reach.MUTATES:
            return False
        name = name_of(event.argv)
        return name not in _OTHERS and (name not in _FORGES or "release" in event.argv)


_FORGES = frozenset(("fj", "gh", "glab", "tea"))
_OTHERS = frozenset(
    ("attic", "cachix", "git", "kubectl", "nix", "nix-copy-closure", "rsync", "scp", "sftp", "ssh")
)
"""Programs that change what others get, and publish no artifact."""

_Where = tuple[tuple[str, ...], Node | None]


def _after(where: _Where, node: Node) -> _Where:
    apps, command = where
    event = node.event
    if type(event) is Entered:
        return (*apps, event.app)[:MAX_APPS], command
    if type(event) is Left:
        return apps[:-1], command
    return (apps, node) if type(event) is Started and not apps else where


def _deeds(run: Run) -> Iterator[Deed]:
    start: _Where = ((), None)

    def is_deed(node: Node) -> bool:
        return type(node.event) in (Entered, Unclear) or run.mutates(node)

    for node, (apps, command), passage in run.follow(is_deed, -1, start, _after):
        yield Deed(node, apps, command, passage)


class StepRun(NamedTuple):
    """What a step would do in some of its cases, which are the scenarios of the run.

    `last_entry` is the byte of the script at which its last entry begins. `deeds` are the events
    that change a registry, enter an app or are not in sight, in order.
    """

    of: CiStep
    cases: tuple[Case, ...]
    run: Run
    last_entry: int
    deeds: tuple[Deed, ...]

    def mask(self, *cases: Case) -> int:
        """The scenarios of these cases."""
        return sum([1 << at for at, case in enumerate(self.cases) if case in cases])

    @property
    def files(self) -> frozenset[str]:
        """The scripts of the repo that it runs."""
        scripts = {node.spot.script for node in self.run.nodes if node.spot is not None}
        return frozenset([one.path for one in scripts if one.path is not None])

    @property
    def apps(self) -> tuple[str, ...]:
        """The apps of the flake that it runs itself, in order."""
        found = [deed for deed in self.deeds if not deed.apps]
        return tuple(
            dict.fromkeys(
                [one.node.event.app for one in found if isinstance(one.node.event, Entered)]
            )
        )

    @property
    def publishes(self) -> bool | None:
        """Whether it puts an artifact into a registry or a release; None: not known."""
        if any([deed.is_publication for deed in self.deeds]):
            return True
        if self.run.gave_up:
            return None
        # Without a secret nothing can be pushed.
        unclear = [one for one in self.deeds if isinstance(one.node.event, Unclear)]
        return None if unclear and self.of.step.secrets else False


def steps(repo: Repo) -> Iterator[CiStep]:
    """All steps and services, in the order in which they are written."""
    for workflow in repo.pipelines.workflows:
        for step in workflow.steps:
            ways = [(case, workflow.runs(step, case)) for case in workflow.cases]
            known = {(case.row, case.event) for case, way in ways if way and case.tag != ANY_TAG}
            possible = [
                (case, way)
                for case, way in ways
                if way and (case.tag != ANY_TAG or (case.row, case.event) not in known)
            ]
            yield CiStep(
                workflow,
                step,
                tuple([case for case, _ in possible]),
                tuple([case for case, way in possible if way == Runs.YES]),
            )


def step_runs(repo: Repo, ci_steps: tuple[CiStep, ...]) -> Iterator[StepRun]:
    """What the commands of each step would do; those that are filled in alike run together."""
    left = MAX_RUNS
    for one in ci_steps:
        for cases in alike(one):
            left -= 1
            yield step_run(repo, one, cases) if left >= 0 else _too_much(repo, one, cases)


def alike(one: CiStep) -> list[tuple[Case, ...]]:
    """The cases in which the commands of a step are filled in alike; none if it has no commands."""
    groups: dict[tuple[Value, ...], list[Case]] = {}
    if one.step.commands is not None:
        for case in one.cases:
            groups.setdefault(entries(one.workflow, one.step, case), []).append(case)
    return [tuple(cases) for cases in groups.values()]


def step_run(repo: Repo, one: CiStep, cases: tuple[Case, ...]) -> StepRun:
    """What the commands of a step would do in cases in which they are filled in alike."""
    commands, last = script(repo.source, one.workflow, one.step, cases[0])
    world = repo.surroundings(scenarios(one, cases))
    done = run(world, commands, ("-e",))
    return StepRun(one, cases, done, last, tuple(_deeds(done)))


def _too_much(repo: Repo, one: CiStep, cases: tuple[Case, ...]) -> StepRun:
    commands, last = script(repo.source, one.workflow, one.step, cases[0])
    world = repo.surroundings(scenarios(one, cases))
    why = f"CI has more than {MAX_RUNS} different steps"
    return StepRun(one, cases, Run(commands, world, (), (), why), last, ())


def scenarios(one: CiStep, cases: tuple[Case, ...]) -> tuple[Scenario, ...]:
    """The environments that the server gives to a step."""
    secrets = {
        held.secret: whole(
            Symbol(f"secret {held.secret}", frozenset((held.secret,)), filled=True, plain=True)
        )
        for held in one.step.secrets
    }
    given = [_variables(one, case, secrets) for case in cases]
    names = dict.fromkeys([name for variables in given for name in variables])
    return tuple(
        [
            Scenario(case.label, {name: variables.get(name) for name in names})
            for case, variables in zip(cases, given, strict=True)
        ]
    )


def _variables(one: CiStep, case: Case, secrets: Mapping[str, Value]) -> dict[str, Value | None]:
    workflow, step = one.workflow, one.step
    variables: dict[str, Value | None] = dict.fromkeys(CONTRACT)
    variables.update({name: workflow.knowledge.of(case, name) for name in _TOLD})
    variables.update(case.row)
    variables.update(
        {held.variable: secrets[held.secret] for held in step.secrets if held.variable}
    )
    written = {held.variable for held in step.secrets}
    for key, value in step.environment:
        if key.text not in written:
            variables[key.text] = _plain(workflow, value, case)
    return variables


def _plain(workflow: Workflow, node: syntax.Node, case: Case) -> Value:
    """The text of a variable whose value is no secret; lists and maps are not spelled out."""
    if not isinstance(node, syntax.Scalar):
        return whole(Symbol("a list or map", filled=True))
    if node.kind == "null":
        return ""
    return workflow.text(node, case)
