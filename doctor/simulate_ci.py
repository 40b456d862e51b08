"""What a repo's CI would do on an event: which steps run, with which secrets, and to what end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from doctor.ci import CiStep, StepRun, step_run, unread
from doctor.record import NamedTuple
from doctor.repo import Repo
from doctor.simulate import Step, effects, listing
from doctor.woodpecker.conditions import Runs
from doctor.woodpecker.events import EVENTS, RELEASE_TAG, TAGGED, Case
from doctor.woodpecker.plugins import publishes

VERSION = 1
_RUNS = {Runs.NO: "no", Runs.PERHAPS: "perhaps", Runs.YES: "yes"}


class NoSuchEvent(Exception):
    """There is no such event, or it has no tag."""


class SimulatedStep(NamedTuple):
    """A step in one case; without `done` it has no commands, or does not run."""

    of: CiStep
    case: Case
    runs: Runs
    done: StepRun | None

    @property
    def effects(self) -> tuple[Step, ...]:
        return effects(self.done.run) if self.done is not None else ()

    @property
    def publishes(self) -> bool | None:
        """Whether it pushes an artifact to a registry or a release; None: not known."""
        if self.runs == Runs.NO:
            return False
        return self.done.publishes if self.done is not None else publishes(self.of.step)


def case_of(event: str, branch: str | None, tag: str | None) -> Case:
    """The case that a command line describes; raises NoSuchEvent."""
    if event not in EVENTS:
        raise NoSuchEvent(f"there is no event {event!r}, but {', '.join(EVENTS)}")
    if tag is not None and event not in TAGGED:
        raise NoSuchEvent(f"a {event} has no tag")
    if event in TAGGED:
        return Case(event, tag or RELEASE_TAG, branch)
    return Case(event, None, branch or "main")


def simulate_ci(repo: Repo, case: Case) -> Iterator[SimulatedStep]:
    """Every step in this case, for each row of the matrix, in the order of the files."""
    for workflow in repo.pipelines.workflows:
        for row in workflow.rows or ((),):
            for step in workflow.steps:
                here = case._replace(row=row)
                way = workflow.runs(step, here)
                one = CiStep(workflow, step, (here,), (here,) if way == Runs.YES else ())
                does = way and step.commands is not None
                yield SimulatedStep(one, here, way, step_run(repo, one, (here,)) if does else None)


def show(repo: Repo, case: Case, simulated: Sequence[SimulatedStep]) -> str:
    """The simulation as text."""
    lines = [f"CI on {_described(case)}"]
    for one in simulated:
        if one.of.step.kind == "clone":
            continue
        lines += ["", _headline(one)]
        for held in one.of.step.secrets if one.runs else ():
            under = f" as {held.variable}" if held.variable else " in its settings"
            lines.append(f"  holds the secret {held.secret}{under}")
        if one.done is not None:
            lines += listing(one.effects, one.done.run.gave_up)
        elif one.runs and one.of.step.commands is None:
            says = {True: "publishes", False: "publishes nothing", None: "may publish"}
            lines.append(f"  {says[one.publishes]}, as the plugin {one.of.step.image}")
    lines += [f"not read: {evidence.place}: {evidence.note}" for evidence in unread(repo)]
    return "\n".join(lines) + "\n"


def _headline(one: SimulatedStep) -> str:
    workflow, step = one.of.workflow, one.of.step
    row = "".join([f" {name}={value}" for name, value in one.case.row])
    says = {Runs.NO: "does not run", Runs.PERHAPS: "may run", Runs.YES: "runs"}[one.runs]
    refused = " (the server refuses this file)" if workflow.refused else ""
    return f"{workflow.path}: {step.kind} {step.name}{row} {says}{refused}"


def _described(case: Case) -> str:
    if case.tag is not None:
        return f"{case.event} {case.tag}"
    return f"{case.event} ({case.branch})"


def as_json(repo: Repo, case: Case, simulated: Sequence[SimulatedStep]) -> str:
    """The simulation as one JSON object."""
    steps = [_step(one) for one in simulated]
    report = {
        "schema": VERSION,
        "event": case.event,
        "branch": case.branch,
        "tag": case.tag,
        "steps": steps,
        "refused": [
            {"path": workflow.path, "why": finding.why}
            for workflow in repo.pipelines.workflows
            for finding in workflow.refused
        ],
        "unread": [{"path": one.place.path, "why": one.note} for one in unread(repo)],
    }
    return json.dumps(report, indent=2) + "\n"


def _step(one: SimulatedStep) -> dict[str, Any]:
    step = one.of.step
    seen = one.effects
    return {
        "workflow": one.of.workflow.name,
        "path": one.of.workflow.path,
        "line": step.place.line,
        "kind": step.kind,
        "step": step.name,
        "matrix": dict(one.case.row),
        "runs": _RUNS[one.runs],
        "secrets": sorted({held.secret for held in step.secrets}) if one.runs else [],
        "apps": list(one.done.apps) if one.done is not None else [],
        "publishes": one.publishes,
        "contacts": _targets(seen, "contacts"),
        "changes": _targets(seen, "changes"),
        "effects": [
            {
                "must": effect.is_certain,
                "verb": effect.verb.strip(),
                "what": effect.what,
                "path": effect.place.path,
                "line": effect.place.line,
            }
            for effect in seen
        ],
        "gave_up": one.done.run.gave_up if one.done is not None else "",
    }


def _targets(seen: Sequence[Step], verb: str) -> list[str]:
    return list(dict.fromkeys([effect.what for effect in seen if effect.verb == verb]))
