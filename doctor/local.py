"""The commands that do on one's own machine what CI and the apps do."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from doctor.facts import is_provider
from doctor.naming import installable, verb
from doctor.pattern import pattern
from doctor.place import Place
from doctor.record import NamedTuple
from doctor.repo import App, Repo

if TYPE_CHECKING:
    from doctor.behaviour import Run
    from doctor.ci import CiStep
    from doctor.woodpecker.events import Case
    from doctor.woodpecker.substitution import Expression

TOKEN = "REGISTRY_TOKEN"
_ASKS = pattern(r"""(?:\bexport +)?\bPUBLISH=(?:"[^"$`]*"|'[^']*'|[\w]*)(?: *(?:&&|;))? *""")
_COMMENT = pattern(r"(?:^|\s)#")
_RUN = pattern(r" *nix run \.#([A-Za-z0-9_-]+) *")
_FLAG = pattern(r" (?:-- --publish$|--publish\b)")


_QUIET = ("bare", "off")
"""The scenarios in which nobody asks to publish."""


class LocalEquivalent(NamedTuple):
    """What to type on one's own machine for the app or the CI step at `where`.

    `ci` is the command of the step, None for an app that no step runs; `dry_run` the command that
    only shows what `local` would publish, None if it publishes nothing, or has no dry run.
    """

    where: Place
    ci: str | None
    local: str
    dry_run: str | None


def local_equivalents(repo: Repo) -> tuple[LocalEquivalent, ...]:
    """A command for each step of CI that has some, for each row of its matrix, and one for each
    app that stages or publishes and that CI never runs, sorted by the app's name."""
    of_steps = tuple(dict.fromkeys([one for step in repo.ci_steps for one in _of_step(repo, step)]))
    run = {name for step in repo.step_runs for name in step.apps}
    found: dict[str, LocalEquivalent] = {}
    for app in () if is_provider(repo) else repo.apps:
        if app.name not in run and (one := _of_app(repo, app)) is not None:
            found[app.name] = one
    return (*of_steps, *[found[name] for name in sorted(found)])


def _of_app(repo: Repo, app: App) -> LocalEquivalent | None:
    kind, fragment = verb(app.name), installable(app.name)
    if kind is None or fragment is None:
        return None
    run = f"nix run {fragment}"
    if kind == "stage":
        return LocalEquivalent(app.place, None, run, None)
    is_dry = app.made_by == "builder" or _is_harmless(repo, {}, [run], app.place)
    dry_run = run if is_dry else None
    return LocalEquivalent(app.place, None, f"PUBLISH=1 {run}", dry_run)


def _is_quiet(repo: Repo, command: str) -> bool:
    """Whether it runs an app whose only script was seen to change nothing unless it is asked to."""
    started = _RUN.fullmatch(command)
    if started is None:
        return False
    runs = [entry.run for entry in repo.entry_points if started[1] in entry.names]
    return len(runs) == 1 and _changes_nothing(runs[0], runs[0].named(*_QUIET))


def _is_harmless(
    repo: Repo, environment: dict[str, str], commands: list[str], place: Place
) -> bool:
    """Whether commands change nothing when nobody asks to publish, as far as that can be seen."""
    if not environment and all([_is_quiet(repo, command) for command in commands]):
        return True
    from doctor.bash.script import Script
    from doctor.bash.surroundings import SCENARIOS
    from doctor.behaviour import run

    quiet = [one for one in SCENARIOS if one.name in _QUIET]
    script = Script(repo.source, "sh", _command(environment, commands), [], place)
    return _changes_nothing(run(repo.surroundings(quiet), script))


def _changes_nothing(run: Run, mask: int = -1) -> bool:
    """Whether a run is sure to change nothing, in the scenarios of a mask."""
    return not run.gave_up and not any(
        [
            run.scenarios(node) & mask
            for node in run.nodes
            if run.mutates(node) or run.is_opaque(node)
        ]
    )


def _of_step(repo: Repo, one: CiStep) -> Iterator[LocalEquivalent]:
    step, workflow = one.step, one.workflow
    if step.kind != "step" or not step.commands or not one.cases:
        return
    entries = [_spelled(one, scalar.text) for scalar in step.commands]
    where = workflow.place(step.commands[0])
    ci = " ".join(entries) if step.is_argv else "\n".join(entries)
    for row in dict.fromkeys([case.row for case in one.cases]):
        case = next(case for case in one.cases if case.row == row)
        commands = [_filled(one, scalar.text, case) for scalar in step.commands]
        if step.is_argv:
            commands = [" ".join([shlex.quote(word) for word in commands])]
        local = _command(_environment(one, case), commands)
        yield LocalEquivalent(where, ci, local, _dry_run(repo, one, case, commands))


def _dry_run(repo: Repo, one: CiStep, case: Case, commands: list[str]) -> str | None:
    """The same without the wish to publish, if it publishes by apps that then do nothing."""
    runs = [step for step in repo.step_runs if step.of is one and case in step.cases]
    if not any([step.publishes for step in runs]):
        return None
    environment = {
        name: value for name, value in _environment(one, case).items() if name != "PUBLISH"
    }
    bare = [_FLAG.sub("", _ASKS.sub("", command)) for command in commands]
    quiet = [command for command in bare if command.strip()]
    is_harmless = _is_harmless(repo, environment, quiet, one.step.place)
    return _command(environment, quiet) if is_harmless else None


def _environment(one: CiStep, case: Case) -> dict[str, str]:
    """The variables of a step as words of a shell; a secret is taken from one's own environment.

    Not the token: the apps find it by themselves.
    """
    variables = {name: shlex.quote(value) for name, value in case.row}
    for key, value in one.step.environment:
        text = getattr(value, "text", None)
        if isinstance(text, str):
            filled = _filled(one, text, case)
            variables[key.text] = f'"{filled}"' if "${CI_" in filled else shlex.quote(filled)
    for held in one.step.secrets:
        if held.variable:
            variables[held.variable] = f'"${{{held.variable}:?}}"'
    variables.pop(TOKEN, None)
    return variables


def _command(environment: dict[str, str], commands: list[str]) -> str:
    """The commands as one: with variables before it if it is a simple one, else in a subshell."""
    from doctor.bash.program import Simple
    from doctor.bash.syntax import parse

    commands = [one.strip("\n") for one in commands if one.strip()]
    variables = " ".join([f"{name}={value}" for name, value in environment.items()])
    if len(commands) == 1:
        known = parse(commands[0]).commands
        is_simple = len(known) == 1 and type(known[0]) is Simple and bool(known[0].words)
        used = any(
            [f"${name}" in commands[0] or f"${{{name}" in commands[0] for name in environment]
        )
        if not variables or (is_simple and not used):  # what stands before it is set after that
            return f"{variables} {commands[0]}".strip()
    lines = ["set -e", *[f"export {variables}"] * bool(variables), *commands]
    is_short = all(["\n" not in one and _is_complete(one) for one in commands])
    return f"({'; '.join(lines)})" if is_short else "(\n{}\n)".format("\n".join(lines))


def _is_complete(command: str) -> bool:
    """Whether a `;` may follow a command."""
    from doctor.bash.program import Background, Unreadable
    from doctor.bash.syntax import parse

    known = parse(command).commands
    return (
        bool(known)
        and not _COMMENT.search(command)
        and type(known[-1]) not in (Background, Unreadable)
    )


def _spelled(one: CiStep, text: str) -> str:
    return one.workflow.template.spelled(text)


def _filled(one: CiStep, text: str, case: Case) -> str:
    """A text with the values of the matrix; what only the server knows stays as it is written."""
    row = dict(case.row)

    def known(hole: Expression) -> str:
        if hole.name.startswith("CI_") and hole.name not in row:
            return hole.source
        value = one.workflow.value(hole, case)
        return value if isinstance(value, str) else hole.source

    filled = one.workflow.template.fill(text, known)
    return filled if isinstance(filled, str) else _spelled(one, text)
