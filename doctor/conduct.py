"""How rules ask what scripts would do: apps and steps of CI, each with its problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from doctor.bash.history import Doubt, Node, Reached, Unclear
from doctor.behaviour import Passage, Run, command
from doctor.behaviour import named_secrets as named_secrets
from doctor.facts import READABLE, archetypes, is_provider
from doctor.naming import listed, verb
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.repo import EntryPoint, Repo
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed, unknown

if TYPE_CHECKING:
    from doctor.ci import StepRun
    from doctor.woodpecker.events import Case

ALL = (
    "bare", "release", "release-flag", "tag", "dev", "dev-tag", "off", "pass-only", "no-token",
    "registry-down", "missing-arch",
)  # fmt: skip
"""The names of the scenarios (CONTRACT.md)."""


MAX_NAMES = 3
"""Scenarios that are named at a place."""


class Problem(NamedTuple):
    """What is wrong, at which event and in which scenarios.

    `about` are the secrets whose way is the evidence; else it is the way of the script.
    """

    note: str
    node: Node
    passage: Passage
    about: frozenset[str] = frozenset()


class Question(NamedTuple):
    """What a rule asks of a script.

    `problems` gives what is wrong; None means that the rule has nothing to say of this script.
    `in_ci` asks the same of a step of CI in those of its `cases` that matter, where
    `remedy_in_ci` says what to do. `fine` is the summary if nothing is wrong anywhere. A part of
    the script that is not in sight makes the answer unknown if it is reached in one of
    `scenarios`; a program that runs code which is not read only `with_programs`.
    """

    problems: Callable[[EntryPoint], Iterable[Problem] | None]
    fine: str
    scenarios: tuple[str, ...] = ALL
    with_programs: bool = False
    in_ci: Callable[[StepRun], Iterable[Problem] | None] = lambda _: None
    cases: Callable[[Case], bool] = lambda _: True
    remedy_in_ci: str = ""


class _Subject(NamedTuple):
    """A script that is judged: what it is called, where it is declared, in which scenarios."""

    name: str
    run: Run
    place: Place
    scenarios: int
    step: StepRun | None


def judged(repo: Repo, question: Question) -> Verdict:
    """The verdict over all apps: a problem fails, what is not in sight is unknown."""
    found = [answer for answer in _answers(repo, question) if answer is not None]
    for status, make in ((Status.FAIL, failed), (Status.UNKNOWN, unknown)):
        bad = [answer for answer in found if answer.status == status]
        if bad:
            more = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
            evidence = [one for answer in bad for one in answer.evidence]
            return make(f"{bad[0].summary}{more}", *evidence, remedy=bad[0].remedy)
    if unread := _unread(repo):
        return unknown("not every app can be read", *unread, remedy=READABLE)
    calls = archetypes(repo)
    if calls:
        builders = listed(sorted({call.builder for call in calls}))
        evidence = [Evidence(call.place, f"{call.builder} makes the apps") for call in calls]
        if not any([answer.status == Status.PASS for answer in found]):
            return passed(f"by construction: {builders}", *evidence)
        return passed(f"{question.fine}; by construction: {builders}", *evidence)
    if not found:
        return not_applicable("no app is a script that this could hold for")
    return passed(question.fine, *[one for answer in found for one in answer.evidence])


def with_secrets(
    problems: Callable[[StepRun], Iterable[Problem]],
) -> Callable[[StepRun], Iterable[Problem] | None]:
    """The question for the steps that hold a secret."""
    return lambda step: problems(step) if step.of.step.secrets else None


def publishes(entry: EntryPoint) -> bool:
    """Whether an entry point is there to push, by its names or by what it does."""
    run = entry.run
    return any([verb(name) in ("publish", "push") for name in entry.names]) or bool(run.mutations)


def offered(run: Run, *names: str) -> int:
    """The scenarios of these names in which the entry point is asked to publish in a way that it
    offers: by `PUBLISH=1` or by `--publish`, whichever does it in `release`."""
    mask = run.named(*names)
    return sum(
        [
            1 << at
            for at, one in enumerate(run.world.all)
            if mask >> at & 1 and one.arguments in run.offers
        ]
    )


def hidden(run: Run, mask: int) -> frozenset[Doubt]:
    """Why more could happen in these scenarios than is in sight."""
    reasons = [
        node.event.why
        for node in run.nodes
        if type(node.event) is Unclear and run.scenarios(node) & mask
    ]
    if run.gave_up:
        reasons.append(run.gave_up)
    return frozenset([Doubt(why, True, why) for why in reasons[:1]])


def absent(entry: EntryPoint, mask: int, note: str) -> list[Problem]:
    """The problem that nothing is pushed in these scenarios, if that is so.

    It is not certain if something happens that is not in sight.
    """
    run = entry.run
    if any([run.scenarios(node) & mask for node in run.mutations]):
        return []
    end = run.nodes[-1] if run.nodes else Node(None, None, {}, frozenset(), ())
    return [Problem(note, end, Passage(mask, hidden(run, mask)))]


def mutations(entry: EntryPoint, mask: int, note: str) -> list[Problem]:
    """A problem for each change of a registry that is reached in these scenarios."""
    run = entry.run
    return [problem for node in run.mutations for problem in pushing(run, node, mask, note)]


def pushing(run: Run, node: Node, mask: int, note: str) -> Iterator[Problem]:
    """The problem that this change of a registry is reached in these scenarios, if it is."""
    event = node.event
    if isinstance(event, Reached) and run.scenarios(node) & mask:
        shown = command(event.argv, run.within(node, mask))
        passage = Passage(run.scenarios(node) & mask, node.doubts)
        yield Problem(note.format(shown), node, passage)


def _answers(repo: Repo, question: Question) -> Iterator[Verdict | None]:
    for entry in repo.entry_points:
        mask = entry.run.named(*question.scenarios)
        subject = _Subject(listed(entry.names), entry.run, entry.place, mask, None)
        yield _answer(subject, question.problems(entry), question)
    for step in repo.step_runs:
        mask = step.mask(*[case for case in step.cases if question.cases(case)])
        if not mask:
            continue
        subject = _Subject(step.of.name, step.run, step.of.step.place, mask, step)
        answer = _answer(subject, question.in_ci(step), question)
        yield answer and answer._replace(remedy=question.remedy_in_ci)


def _answer(
    subject: _Subject, problems: Iterable[Problem] | None, question: Question
) -> Verdict | None:
    name, run, place, mask, _ = subject
    if problems is None:
        return None
    known = list(problems)
    sure = [problem for problem in known if not problem.passage.doubts]
    if sure:
        return failed(f"{name}: {sure[0].note}", *_evidence(subject, sure))
    if known:
        return unknown(
            f"{name}: {min(map(_reason, known[0].passage.doubts))}; perhaps it {known[0].note}",
            *[one for problem in known for one in _doubtful(run, problem)],
            *_evidence(subject, known),
        )
    if run.gave_up:
        return unknown(f"{name}: {run.gave_up}", Evidence(run.script.around, run.gave_up))
    unseen = [
        Evidence(run.place(node), node.event.why)
        for node in run.nodes
        if type(node.event) is Unclear
        and (question.with_programs or not node.event.is_program)
        and run.scenarios(node) & mask
    ]
    if unseen:
        return unknown(f"{name}: {unseen[0].note}", *unseen)
    return passed(question.fine, Evidence(place, f"{name}: {question.fine}"))


def _evidence(subject: _Subject, problems: list[Problem]) -> list[Evidence]:
    """Where it goes wrong, in which scenarios, and the way there."""
    run, step = subject.run, subject.step
    found: list[Evidence] = []
    places: dict[Place, list[Problem]] = {}
    for problem in problems:
        places.setdefault(run.place(problem.node), []).append(problem)
    for place, here in places.items():
        problem = here[0]
        mask = 0
        for one in here:
            mask |= one.passage.scenarios
        found.append(Evidence(place, f"{_circumstances(subject, mask)}{problem.note}"))
        if step is not None:
            found += step.of.given(problem.about)
        found += run.way(problem.node, problem.passage.scenarios, problem.about)
    return found


def _circumstances(subject: _Subject, mask: int) -> str:
    """In which scenarios, or on which events, for the start of a sentence."""
    names = subject.run.names(mask)
    if subject.step is not None:
        return f"on {_few(names)}: "
    return f"in scenario {_few(names)}: " if len(names) < len(ALL) else ""


def _few(names: tuple[str, ...]) -> str:
    """Some names of scenarios; nobody needs all of many."""
    more = len(names) - MAX_NAMES
    return ", ".join(names) if more < 2 else f"{', '.join(names[:MAX_NAMES])} and {more} more"


def _doubtful(run: Run, problem: Problem) -> list[Evidence]:
    """Why it is not certain that it goes wrong."""
    found = []
    for doubt in sorted(problem.passage.doubts, key=_reason):
        spot = getattr(doubt.about, "spot", None) or problem.node.spot
        place = spot.place if spot is not None else run.script.around
        found.append(Evidence(place, f"not certain, for {doubt.why}"))
    return found[:1]


def _reason(doubt: Doubt) -> str:
    return doubt.why


def _unread(repo: Repo) -> list[Evidence]:
    """Where there may be a script that publishes, leaks or stages, and none could be read.

    The program of a package counts only under a name that says that it stages or pushes.
    """
    if is_provider(repo):
        return []  # what its program does is asked by publish-one-gate
    read = {name for entry in repo.entry_points for name in entry.names}
    found = [Evidence(gap.place, gap.why) for gap in repo.gaps]
    for app in repo.apps:
        if app.made_by == "builder" or (app.gap is None and app.name in read):
            continue
        if app.gap is not None and (verb(app.name) or not app.gap.why.startswith("pkgs.")):
            found.append(Evidence(app.gap.place, app.gap.why))
        elif app.gap is None and (verb(app.name) or app.made_by == "script"):
            why = f"what the app {app.name} runs is no shell script that is here"
            found.append(Evidence(app.place, why))
    return found
