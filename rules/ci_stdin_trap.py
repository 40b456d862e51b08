"""What publishes is the last entry of its step, or cannot read the entries after it."""

from collections.abc import Iterator

from doctor.bash.history import Started
from doctor.ci import StepRun
from doctor.repo import Repo
from doctor.rule import Example, Level, Rule, pipeline
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed


def check(repo: Repo) -> Verdict:
    found: list[Evidence] = []
    publishing = 0
    for step in repo.step_runs:
        if step.run.mutations:
            publishing += 1
            found += _swallowing(step)
    if found:
        return failed(found[0].note, *found)
    if not publishing:
        return not_applicable("no step publishes by its commands")
    return passed("no entry after the one that publishes can be swallowed")


def _swallowing(step: StepRun) -> Iterator[Evidence]:
    """The entries that publish, can read the script, and have others after them."""
    for deed in step.deeds:
        command = deed.command
        if command is None or not step.run.mutates(deed.node) or command.spot is None:
            continue
        event = command.event
        is_open = isinstance(event, Started) and event.input_is_open
        if (
            is_open
            and command.spot.script is step.run.script
            and command.spot.start < step.last_entry
        ):
            what = f"{step.of.name} publishes here, and what it reads are its next entries"
            yield Evidence(step.run.place(command), what)


_STEP = """\
when:
  - event: tag
steps:
  - name: publish
    image: nixos/nix
    commands:
"""


def _commands(*commands: str) -> dict[str, str]:
    return {**pipeline(_STEP + "".join([f"      - {one}\n" for one in commands]))}


RULE = Rule(
    name="ci-stdin-trap",
    level=Level.ADVISORY,
    reason="Woodpecker feeds the script to the shell on standard input. A command that reads it "
    "swallows the entries after it, and the step ends green.",
    remedy="Make it the last entry of its step, or close its input: PUBLISH=1 nix run .#publish "
    "</dev/null.",
    check=check,
    examples=(
        Example("it is alone", _commands("PUBLISH=1 nix run .#publish"), Status.PASS),
        Example(
            "it is the last", _commands("echo first", "PUBLISH=1 nix run .#publish"), Status.PASS
        ),
        Example(
            "its input is closed",
            _commands("PUBLISH=1 nix run .#publish </dev/null", "echo done"),
            Status.PASS,
        ),
        Example(
            "another entry follows",
            _commands("PUBLISH=1 nix run .#publish", "echo done"),
            Status.FAIL,
        ),
        Example(
            "a push of its own, with another entry after it",
            _commands("helm push x.tgz oci://git.oleks.space/oleks", "echo done"),
            Status.FAIL,
        ),
        Example("nothing is published", _commands("echo a", "echo b"), Status.NOT_APPLICABLE),
    ),
)
