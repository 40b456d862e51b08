"""What follows from what a repo declares; shared by the rules and the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doctor.flakeref import BadRef, from_attrs, repository, same
from doctor.lock import Lock, LockTrouble
from doctor.naming import verb
from doctor.nix.declared import FLAKE
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.repo import ARCHETYPES, BuilderCall, Input, Repo
from doctor.verdict import Evidence, Verdict, unknown

if TYPE_CHECKING:
    from doctor.ci import CiStep

READABLE = (
    "Write what the places above show so that it can be read without running it: in the repo's "
    "own files, with nixpkgs' lib, flake-utils, flake-parts and parity-lib."
)


def archetypes(repo: Repo) -> tuple[BuilderCall, ...]:
    """The builder calls that at least one app comes from, in order of place."""
    used = [app.call for app in repo.apps if app.call]
    return tuple(call for call in repo.builder_calls if call in used)


def is_provider(repo: Repo) -> bool:
    """Whether this is the repo of parity-lib itself.

    It gives the builders, and has no app that stages or publishes but the program behind theirs:
    a repo that has one is judged like any other, whatever it gives beside.
    """
    builders = {*ARCHETYPES, "mkParityBuilders"}
    return builders <= repo.library and not any(
        [verb(app.name) and app.name != "parity-publish" for app in repo.apps]
    )


def no_parity_input(repo: Repo) -> bool:
    """Whether it is certain that no input leads to parity-lib."""
    if not repo.inputs and not repo.apps_complete:
        return False  # evaluation may have ended before the inputs
    return not unclear_inputs(repo) and not any(given.is_parity for given in repo.inputs)


def unclear_inputs(repo: Repo) -> list[Evidence]:
    """The inputs of which it is not known where they lead."""
    unclear = []
    for given in repo.inputs:
        if given.why:
            unclear.append(Evidence(given.place, given.why))
        elif given.follows is not None and not given.is_parity and not _is_locked(repo, given):
            path = "/".join(given.follows)
            unclear.append(Evidence(given.place, f"flake.lock does not say where {path} leads"))
    return unclear


def _is_locked(repo: Repo, given: Input) -> bool:
    return isinstance(repo.lock, Lock) and repo.lock.node((given.name,)) is not None


def locked_elsewhere(repo: Repo, given: Input) -> Evidence | None:
    """Where `flake.lock` sends an input that `flake.nix` sends to another repository.

    Nix fetches what is locked, as long as the lock was made for the reference in `flake.nix`.
    """
    lock = repo.lock
    if isinstance(lock, LockTrouble) or given.ref is None:
        return None
    node = lock.node((given.name,))
    if node is None:
        return None
    try:
        original, locked = from_attrs(node.original), from_attrs(node.locked)
    except BadRef:
        return None  # Nix refuses such a lock
    home = repository(original)
    if home is None or not same(given.ref, original):
        return None
    if home == repository(locked) and original.dir == locked.dir and node.is_flake:
        return None
    return Evidence(lock.place(node), f"flake.lock takes the input {given.name} from {locked}")


def builders_named(repo: Repo) -> list[Evidence]:
    """Where `flake.nix` names a builder of parity-lib, in code that may never be evaluated."""
    lines = repo.source.read(FLAKE).split("\n")
    names = re.compile(rf"\b(?:{'|'.join(ARCHETYPES)})\b")
    return [
        Evidence(Place(FLAKE, row, match.start() + 1, row, match.end() + 1), f"{match[0]} is named")
        for row, line in enumerate(lines, 1)
        for match in names.finditer(line)
    ]


def doubts(repo: Repo) -> list[Evidence]:
    """What is not known of the apps: whether there are more, and who makes each."""
    unknown = [app.gap for app in repo.apps if app.gap]
    return [Evidence(gap.place, gap.why) for gap in (*repo.gaps, *unknown)]


def undecided(repo: Repo, summary: str, *evidence: Evidence) -> Verdict:
    """`unknown`, for the apps are not known well enough."""
    return unknown(summary, *evidence, *doubts(repo), remedy=READABLE)


class StepFact(NamedTuple):
    """A step of CI: on which events it can run, what it holds, which apps it runs.

    `publishes` says whether it pushes an artifact to a registry or a release (None: not known).
    """

    where: Place
    workflow: str
    step: str
    events: tuple[str, ...]
    secrets: tuple[str, ...]
    runs_apps: tuple[str, ...]
    publishes: bool | None


def ci_steps(repo: Repo) -> tuple[StepFact, ...]:
    """The steps of all pipelines, in the order in which the server reads them."""
    return tuple([_fact(repo, one) for one in repo.ci_steps if one.step.kind == "step"])


def _fact(repo: Repo, one: CiStep) -> StepFact:
    runs = [step for step in repo.step_runs if step.of is one]
    if one.step.commands is None:
        from doctor.woodpecker.plugins import publishes

        answers = [publishes(one.step)]
    else:
        answers = [step.publishes for step in runs]
    publishes_at_all = True if True in answers else None if None in answers else False
    return StepFact(
        one.step.place,
        one.workflow.name,
        one.step.name,
        one.events,
        tuple(sorted({held.secret for held in one.step.secrets})),
        tuple(sorted({name for step in runs for name in step.apps})),
        publishes_at_all,
    )
