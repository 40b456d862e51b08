"""`:latest` moves when everything else is done."""

from doctor.bash.history import Node, Reached, Waited
from doctor.bash.values import describe
from doctor.behaviour import Run, command
from doctor.conduct import Problem, Question, judged
from doctor.pattern import pattern
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict

_LATEST = pattern(r"(?:^|[:/ ])latest$")


def moves_latest(run: Run, node: Node) -> bool:
    """Whether an event changes what `:latest` means."""
    event = node.event
    if not run.mutates(node) or type(event) is not Reached:
        return False
    if _LATEST.search(describe(event.target, node.allowed)):
        return True
    return event.argv[-1] == "latest"  # crane tag IMAGE latest, npm dist-tag add P@1 latest


def problems(entry: EntryPoint) -> list[Problem] | None:
    run = entry.run
    mask = run.named("release", "release-flag")
    if not any([moves_latest(run, node) and run.scenarios(node) & mask for node in run.mutations]):
        return None
    found = _out_of_order(run, mask)

    def step(moved: bool, node: Node) -> bool:
        return moved or moves_latest(run, node)

    for node, moved, passage in run.follow(run.mutates, mask, False, step):
        if moved and not moves_latest(run, node):
            found.append(Problem(f"pushes after :latest has moved: {_shown(node)}", node, passage))
    return found


def _out_of_order(run: Run, mask: int) -> list[Problem]:
    """What is pushed in the background may come before or after what nobody waited with."""

    def step(pending: str, node: Node) -> str:
        if type(node.event) is Waited:
            return ""
        if isinstance(node.event, Reached) and node.event.in_background and run.mutates(node):
            return "latest" if pending == "latest" or moves_latest(run, node) else "version"
        return pending

    found = []
    for node, pending, passage in run.follow(run.mutates, mask, "", step):
        if pending and (pending == "latest" or moves_latest(run, node)):
            note = f"pushes at the same time as others: {_shown(node)}"
            found.append(Problem(note, node, passage))
    return found


def _shown(node: Node) -> str:
    assert isinstance(node.event, Reached)
    return command(node.event.argv, node.allowed)


def check(repo: Repo) -> Verdict:
    fine = ":latest moves last"
    return judged(repo, Question(problems, fine, scenarios=("release", "release-flag")))


RULE = Rule(
    name="latest-moves-last",
    level=Level.ADVISORY,
    reason="Until :latest moves, nobody sees a release that is only half there.",
    remedy="Push every arch and the index of every image first, then copy :<version> to :latest.",
    check=check,
    examples=(
        Example(
            "a copy at the end",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
set -euo pipefail
image=git.oleks.space/oleks/nix-ci
for arch in amd64 arm64; do
  regctl image copy "ocidir://.parity-stage/$arch" "$image:$VERSION-$arch"
done
regctl index create "$image:$VERSION" --ref "$image:$VERSION-amd64" --ref "$image:$VERSION-arm64"
regctl image copy "$image:$VERSION" "$image:latest"
""",
            ),
            Status.PASS,
        ),
        Example(
            "the second image comes after the first one's :latest",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
set -euo pipefail
for image in server client; do
  regctl image copy "ocidir://.parity-stage/$image" "git.oleks.space/oleks/$image:$VERSION"
  regctl image copy "git.oleks.space/oleks/$image:$VERSION" "git.oleks.space/oleks/$image:latest"
done
""",
            ),
            Status.FAIL,
        ),
    ),
)
