"""`publish-index` refuses if the digest of an arch is missing."""

from doctor.bash.history import Doubt, Looked, Node, Reached
from doctor.behaviour import Passage
from doctor.conduct import Problem, Question, judged
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict

Looks = frozenset[tuple[str, str]] | None
"""The files with digests that were found there, and what was asked of each; None: one lacks."""


def problems(entry: EntryPoint) -> list[Problem] | None:
    if "publish-index" not in entry.names:
        return None
    run = entry.run
    mask = run.named("missing-arch")
    found = []

    def step(known: Looks, node: Node) -> Looks:
        event = node.event
        if type(event) is not Looked or known is None:
            return known
        return known | {(event.what, event.how)} if event.is_there else None

    def matters(node: Node) -> bool:
        return run.mutates(node) or run.ends_well(node)

    start: Looks = frozenset()
    for node, known, passage in run.follow(matters, mask, start, step):
        if run.mutates(node):
            found += _pushed(node, known, passage)
        elif known is None:
            found.append(Problem("ends well though a digest is missing", node, passage))
    return found


def _pushed(node: Node, looks: Looks, passage: Passage) -> list[Problem]:
    if looks is None:
        return [Problem("pushes an index after a missing digest", node, passage)]
    if not looks:
        return [Problem("pushes an index after no look at the digests", node, passage)]
    assert isinstance(node.event, Reached)
    asked = {what: {how for other, how in looks if other == what and how} for what, _ in looks}
    known = sum([max(1, len(ways)) for ways in asked.values()])
    parts = sum([word in ("--ref", "--digest", "-m", "--manifest") for word in node.event.argv])
    if known < parts:
        why = f"it has {parts} parts, and {known} digest was looked at"
        doubt = frozenset([Doubt(why, True, why)])
        return [Problem("pushes an index", node, passage._replace(doubts=doubt))]
    return []


def check(repo: Repo) -> Verdict:
    fine = "it refuses if the digest of an arch is missing"
    return judged(repo, Question(problems, fine, scenarios=("missing-arch",)))


INDEX = """\
#!/usr/bin/env bash
set -euo pipefail
[ "${PUBLISH:-}" = 1 ] || { echo "dry run"; exit 0; }
refs=()
for arch in amd64 arm64; do
  digest=$(cat ".parity-stage/nix-ci/$arch.digest" 2> /dev/null || true)
  if [ -z "$digest" ]; then
    echo "no digest for $arch: was it pushed in this run?" >&2
    exit 1
  fi
  refs+=(--ref "git.oleks.space/oleks/nix-ci@$digest")
done
regctl index create "git.oleks.space/oleks/nix-ci:${VERSION:-1.0}" "${refs[@]}"
"""

RULE = Rule(
    name="index-fail-closed",
    level=Level.ADVISORY,
    reason="An index that lacks an arch breaks the machines of that arch, and nobody is told.",
    remedy="Read the digest of every arch from .parity-stage/, and end if one is missing or empty.",
    check=check,
    examples=(
        Example("every digest is needed", scripted("publish-index", INDEX), Status.PASS),
        Example(
            "a missing arch is left out",
            scripted("publish-index", INDEX.replace("    exit 1\n", "    continue\n")),
            Status.FAIL,
        ),
        Example(
            "an empty file is a missing digest",
            scripted(
                "publish-index",
                """\
#!/usr/bin/env bash
set -euo pipefail
[ "${PUBLISH:-}" = 1 ] || exit 0
[ -f .parity-stage/amd64.digest ] || exit 1
regctl index create git.oleks.space/oleks/x:1 --digest "$(cat .parity-stage/amd64.digest)"
""",
            ),
            Status.FAIL,
        ),
        Example(
            "nobody looks",
            scripted(
                "publish-index",
                """\
#!/usr/bin/env bash
[ "${PUBLISH:-}" = 1 ] || exit 0
regctl index create git.oleks.space/oleks/x:1 --ref git.oleks.space/oleks/x:1-amd64
""",
            ),
            Status.FAIL,
        ),
    ),
)
