"""When the registry does not answer, a push ends with the word `registry-down`."""

from doctor.bash.history import Node, Took
from doctor.conduct import Problem, Question, judged, mutations, offered, publishes
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict

WORD = "registry-down"
UNASKED, ASKED, SAID = "unasked", "asked", "said"


def problems(entry: EntryPoint) -> list[Problem] | None:
    if not publishes(entry):
        return None
    run = entry.run
    mask = offered(run, "registry-down")
    found = mutations(entry, run.named("registry-down"), "pushes though the registry is down: {}")

    def step(known: str, node: Node) -> str:
        event = node.event
        if known == SAID or run.says(node, WORD, mask):
            return SAID
        if type(event) is Took and event.failed:
            return SAID  # it ends for another reason
        return ASKED if run.contacts(node) else known

    release = run.named("release", "release-flag")
    for node, known, passage in run.follow(
        run.is_end, mask, UNASKED, step, plainly=True, except_in=release
    ):
        if run.ends_well(node):
            found.append(Problem("ends well though the registry is down", node, passage))
        elif known == ASKED:
            found.append(Problem(f"does not say {WORD}", node, passage))
    return found


def check(repo: Repo) -> Verdict:
    fine = f"it ends with {WORD} before anything is pushed"
    return judged(repo, Question(problems, fine, scenarios=(WORD,)))


PUBLISH = """\
#!/usr/bin/env bash
set -euo pipefail
[ "${PUBLISH:-}" = 1 ] || { echo "dry run"; exit 0; }
if ! curl -fsS -o /dev/null https://git.oleks.space/v2/; then
  echo "registry-down: git.oleks.space does not answer" >&2
  exit 1
fi
helm push x.tgz oci://git.oleks.space/oleks
"""

RULE = Rule(
    name="registry-down-named",
    level=Level.ADVISORY,
    reason="Publishing shares its fate with the cluster; whoever reads the log should see that, "
    "and nothing may be half-pushed.",
    remedy="Ask https://<registry>/v2/ first; if it does not answer, print registry-down and end.",
    check=check,
    examples=(
        Example("it asks first", scripted("publish", PUBLISH), Status.PASS),
        Example(
            "the push finds out",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
set -euo pipefail
[ "${PUBLISH:-}" = 1 ] || exit 0
helm push x.tgz oci://git.oleks.space/oleks || { echo registry-down >&2; exit 1; }
""",
            ),
            Status.FAIL,
        ),
        Example("it goes on", scripted("publish", PUBLISH.replace("  exit 1\n", "")), Status.FAIL),
    ),
)
