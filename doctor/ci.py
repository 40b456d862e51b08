"""The steps of CI as entry points: in which cases each runs, with what, and what it would do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from doctor.bash.surroundings import CONTRACT, Scenario
from doctor.bash.values import Symbol, Value, whole
from doctor.behaviour import Run, run
from doctor.woodpecker.commands import entries, script
from doctor.woodpecker.conditions import Runs
from doctor.woodpecker.events import ANY_TAG, EVENTS, Case
from doctor.woodpecker.pipeline import Step, Workflow
from doctor.woodpecker.syntax import Node, Scalar

if TYPE_CHECKING:
    from doctor.repo import Repo

MAX_RUNS = 120
"""Runs of steps that are worked out for one repo."""

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

    @property
    def events(self) -> tuple[str, ...]:
        """The events on which it can run."""
        found = {case.event for case in self.cases}
        return tuple([event for event in EVENTS if event in found])


class StepRun(NamedTuple):
    """What a step would do in some of its cases, which are the scenarios of the run."""

    of: CiStep
    cases: tuple[Case, ...]
    run: Run

    def mask(self, *events: str) -> int:
        """The scenarios that these events start."""
        return sum([1 << at for at, case in enumerate(self.cases) if case.event in events])


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
        groups: dict[tuple[Value, ...], list[Case]] = {}
        if one.step.commands is not None:
            for case in one.cases:
                groups.setdefault(entries(one.workflow, one.step, case), []).append(case)
        for cases in groups.values():
            left -= 1
            yield StepRun(one, tuple(cases), _run(repo, one, cases, left >= 0))


def _run(repo: Repo, one: CiStep, cases: list[Case], is_affordable: bool) -> Run:
    commands = script(repo.source, one.workflow, one.step, cases[0])
    world = repo.surroundings(scenarios(one, cases))
    if not is_affordable:
        return Run(commands, world, (), (), f"CI has more than {MAX_RUNS} different steps")
    return run(world, commands, ("-e",))


def scenarios(one: CiStep, cases: list[Case]) -> tuple[Scenario, ...]:
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


def _variables(one: CiStep, case: Case, secrets: dict[str, Value]) -> dict[str, Value | None]:
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


def _plain(workflow: Workflow, node: Node, case: Case) -> Value:
    """The text of a variable whose value is no secret; lists and maps are not spelled out."""
    if not isinstance(node, Scalar):
        return whole(Symbol("a list or map", filled=True))
    if node.kind == "null":
        return ""
    return workflow.text(node, case)
