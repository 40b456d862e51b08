"""What an app would do in one scenario, step by step, without doing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from doctor.bash.history import Ended, Entered, Node, Printed, Reached, Started, Took, Unclear
from doctor.bash.script import Script
from doctor.bash.surroundings import CONTRACT, SCENARIOS, SECRET, TOKEN, Scenario
from doctor.bash.tools import Reach
from doctor.bash.values import Value, describe
from doctor.behaviour import Run, command, named_secrets, run
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.repo import Repo

_VERBS = {Reach.FETCHES: "fetches", Reach.CONTACTS: "contacts", Reach.MUTATES: "changes"}


class Step(NamedTuple):
    """One effect. `is_certain`: it happens on every way on which no program fails."""

    is_certain: bool
    verb: str
    what: str
    place: Place


class Simulation(NamedTuple):
    """An app in one scenario; `gave_up` says why it was not followed to its end ("": it was)."""

    scenario: Scenario
    steps: tuple[Step, ...]
    gave_up: str


class NoSuchScenario(Exception):
    """There is no scenario of that name."""


def named(name: str) -> tuple[Scenario, ...]:
    """The scenarios of the contract with this name; raises NoSuchScenario."""
    found = tuple([one for one in SCENARIOS if one.name == name])
    if not found:
        names = ", ".join(dict.fromkeys([one.name for one in SCENARIOS]))
        raise NoSuchScenario(f"there is no scenario {name!r}, but {names}")
    return found


def given(variables: Mapping[str, str], arguments: Sequence[str]) -> Scenario:
    """A scenario of one's own: these variables, and none of the contract's others."""
    known: dict[str, Value | None] = {**dict.fromkeys(CONTRACT), **variables}
    if TOKEN in variables:
        known[TOKEN] = SECRET
    return Scenario("given", known, tuple(arguments))


def simulate(repo: Repo, script: Script, scenario: Scenario) -> Simulation:
    """Interprets the script in the scenario and lists what it would do, in order."""
    done = run(repo.surroundings((scenario,)), script)
    return Simulation(scenario, effects(done), done.gave_up)


def effects(done: Run) -> tuple[Step, ...]:
    """What a run would do, in order."""
    certain = _certain(done)
    steps = [
        Step(id(node) in certain, verb, what, done.place(node))
        for node in done.nodes
        for verb, what in _said(done, node)
    ]
    return tuple(steps)


def _said(done: Run, node: Node) -> list[tuple[str, str]]:
    event = node.event
    if type(event) is Started:
        secrets = done.exposes(node)
        exposed = f" ({named_secrets(secrets)} is among the arguments)" if secrets else ""
        return [("runs", f"{command(event.argv, node.allowed)}{exposed}")]
    if type(event) is Reached and event.reach in _VERBS:
        return [(_VERBS[event.reach], describe(event.target, node.allowed) or "what is not known")]
    if type(event) is Printed:
        where = "" if event.stream == "stdout" else " (standard error)"
        secrets = done.leaks(node)
        leak = f" (this is {named_secrets(secrets)})" if secrets else ""
        text = describe(event.text, node.allowed).rstrip("\n")
        return [("prints", f"{line}{where}{leak}") for line in text.split("\n") if line]
    if type(event) is Unclear:
        return [("unclear", event.why)]
    if type(event) is Entered:
        return [("enters", f"the app {event.app}{'' if event.exists else ', which is not known'}")]
    if type(event) is Ended:
        return [("ends", "well" if event.status == "0" else "with a failure")]
    return []


def _certain(done: Run) -> set[int]:
    """The events on every way to an end on which no program fails."""
    on_all: dict[int, frozenset[int] | None] = {}
    ends: list[frozenset[int]] = []
    last = {id(end) for end in done.ends}
    for node in done.nodes:
        if type(node.event) is Took and node.event.failed:
            on_all[id(node)] = None
            continue
        before = [ways for one in node.previous if (ways := on_all[id(one)]) is not None]
        if node.previous and not before:
            on_all[id(node)] = None
            continue
        common = frozenset.intersection(*before) if before else frozenset()
        on_all[id(node)] = common | {id(node)}
        if id(node) in last:
            ends.append(common | {id(node)})
    return set(frozenset.intersection(*ends)) if ends else set()


def show(app: str, simulations: Sequence[Simulation]) -> str:
    """The simulations as text."""
    lines: list[str] = []
    for scenario, steps, gave_up in simulations:
        if lines:
            lines.append("")
        lines.append(f"{app} {_described(scenario)}")
        lines += listing(steps, gave_up)
    return "\n".join(lines) + "\n"


def listing(steps: Sequence[Step], gave_up: str) -> list[str]:
    """Effects, a line each."""
    width = max([len(str(step.place)) for step in steps], default=0)
    lines = [
        f"  {step.place!s:{width}}  {'must' if step.is_certain else 'may '}  "
        f"{step.verb:8}  {step.what}"
        for step in steps
    ]
    if gave_up:
        lines.append(f"  not followed to its end: {gave_up}")
    return lines


def _described(scenario: Scenario) -> str:
    variables = [
        f"{name}={'(the token)' if name == TOKEN else describe(value)}"
        for name, value in scenario.variables.items()
        if value is not None
    ]
    words = " ".join(
        [*variables, *[f"-- {' '.join(scenario.arguments)}"] * bool(scenario.arguments)]
    )
    extra = "" if scenario.is_up else "; the registry does not answer"
    if scenario.passes is not None:
        extra += f"; pass {'works' if scenario.passes else 'fails'}"
    return f"in scenario {scenario.name}: {words or 'nothing set'}{extra}"
