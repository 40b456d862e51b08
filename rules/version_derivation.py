"""The published version is `$VERSION`, else that of the tag."""

import re

from doctor.bash.history import Doubt, Node, Printed, Reached
from doctor.bash.values import Mixed, Symbol, Value, alternatives, describe
from doctor.behaviour import Passage, Run, command
from doctor.conduct import Problem, Question, judged, publishes
from doctor.pattern import pattern
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict

WANTED = "1.2.3"
_VERSION = pattern(r"\d+\.\d+")


def problems(entry: EntryPoint) -> list[Problem] | None:
    if not publishes(entry):
        return None
    run = entry.run
    found = []
    for names in (("release", "release-flag"), ("tag",)):
        mask = run.named(*names)
        pushes = [node for node in run.mutations if run.scenarios(node) & mask]
        shown = [(node, _versions(run, node, mask)) for node in pushes]
        found += _unknown(run, pushes, mask)
        if any([versions for _, versions in shown]):
            found += [
                Problem(
                    f"publishes {', '.join(sorted(wrong))} where {WANTED} is due: {_shown(node)}",
                    node,
                    Passage(run.scenarios(node) & mask, node.doubts),
                )
                for node, versions in shown
                if (wrong := {one for one in versions if not _is_right(one)})
            ]
    return [*found, *_announced(entry)]


def _unknown(run: Run, pushes: list[Node], mask: int) -> list[Problem]:
    """A tag or a path that is not known may be any version."""
    found = []
    for node in pushes:
        event = node.event
        assert isinstance(event, Reached)
        target = event.target or event.argv[-1]
        for _, text in alternatives(target, run.within(node, mask)):
            tag = re.split(r"[:/]", describe(text))[-1]
            if _comes_from_output(text) and "<" in tag and not _VERSION.search(describe(text)):
                why = f"what {tag} is, is not known"
                doubts = node.doubts | {Doubt(why, True, why)}
                passage = Passage(run.scenarios(node) & mask, doubts)
                found.append(Problem(f"publishes another version: {_shown(node)}", node, passage))
                break
    return found


def _comes_from_output(value: Value | None) -> bool:
    """Whether what a text ends with was made from what a program printed."""
    last = value.parts[-1] if isinstance(value, Mixed) else ""
    todo = [last] if isinstance(last, Symbol) else []
    seen = set(todo)
    while todo:
        symbol = todo.pop()
        if symbol.label.startswith("output of"):
            return True
        todo += [one for one in symbol.parents if one not in seen]
        seen.update(symbol.parents)
    return False


def _announced(entry: EntryPoint) -> list[Problem]:
    """In `bare` the version that is announced must stand in the repo."""
    run = entry.run
    mask = run.named("bare")
    targets = {
        text.partition(WANTED)[0]
        for node in run.nodes
        if run.mutates(node) and run.scenarios(node) & run.named("release", "release-flag")
        for text in _texts(run, node, run.named("release", "release-flag"))
        if WANTED in text
    }
    found = []
    for node in run.nodes:
        event = node.event
        if type(event) is not Printed or not run.scenarios(node) & mask:
            continue
        shown = describe(event.text, run.within(node, mask))
        for head in targets:
            if len(head) > 8 and shown.partition(head)[2][:1] in ("<", "{"):
                note = f"announces a version that does not stand in the repo: {shown.strip()}"
                found.append(Problem(note, node, Passage(run.scenarios(node) & mask, node.doubts)))
    return found


def _shown(node: Node) -> str:
    assert isinstance(node.event, Reached)
    return command(node.event.argv, node.allowed)


def _is_right(version: str) -> bool:
    return version == WANTED or (
        version.startswith((f"{WANTED}-", f"{WANTED}+"))
        and not re.fullmatch(rf"{re.escape(WANTED)}-\d+", version)
    )


def _versions(run: Run, node: Node, mask: int) -> set[str]:
    """The versions in what a push names, in these scenarios."""
    found = set()
    for text in _texts(run, node, mask):
        found |= set(re.findall(r"(?<![\w.])v?\d+\.\d+\.\d+[\w.+-]*", text))
    return {re.sub(r"\.(?:tgz|tar\.gz|whl|zip)$", "", one) for one in found}


def _texts(run: Run, node: Node, mask: int) -> list[str]:
    """What a push names, in each case."""
    event = node.event
    assert isinstance(event, Reached)
    allowed = run.within(node, mask)
    return [describe(text) for _, text in alternatives(event.target or event.argv[-1], allowed)]


def check(repo: Repo) -> Verdict:
    fine = "the version is $VERSION, else that of the tag"
    return judged(repo, Question(problems, fine, scenarios=("release", "release-flag", "tag")))


PUBLISH = """\
#!/usr/bin/env bash
set -euo pipefail
[ "${PUBLISH:-}" = 1 ] || { echo "dry run"; exit 0; }
version="${VERSION:-}"
if [ -z "$version" ]; then
  version="${CI_COMMIT_TAG#v}"
  version=$(echo "$version" | sed -E 's/-[0-9]+$//')
fi
regctl image copy ocidir://.parity-stage/x "git.oleks.space/oleks/x:$version"
"""

RULE = Rule(
    name="version-derivation",
    level=Level.ADVISORY,
    reason="CI and a developer's machine must give the same commit the same version.",
    remedy="Take $VERSION; else $CI_COMMIT_TAG without its leading v and its trailing -N; else the "
    "version in the flake.",
    check=check,
    examples=(
        Example("the variable, else the tag", scripted("publish", PUBLISH), Status.PASS),
        Example(
            "-N stays",
            scripted(
                "publish",
                PUBLISH.replace("  version=$(echo \"$version\" | sed -E 's/-[0-9]+$//')\n", ""),
            ),
            Status.FAIL,
        ),
        Example(
            "v stays",
            scripted("publish", PUBLISH.replace("CI_COMMIT_TAG#v", "CI_COMMIT_TAG")),
            Status.FAIL,
        ),
    ),
)
