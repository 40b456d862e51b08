"""The token is `$REGISTRY_TOKEN`, else what `pass` gives, else the run fails and says so."""

from doctor.bash.history import Node, Reached, Took
from doctor.bash.surroundings import PASS, STORES
from doctor.bash.tools import Reach
from doctor.bash.values import secrets
from doctor.behaviour import Passage, Run
from doctor.conduct import Problem, Question, absent, hidden, judged, mutations, offered, publishes
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict


def problems(entry: EntryPoint) -> list[Problem] | None:
    if not publishes(entry):
        return None
    return [*_wrong_one(entry), *_without(entry), *_fallback(entry)]


def _wrong_one(entry: EntryPoint) -> list[Problem]:
    """In `release` the token is `$REGISTRY_TOKEN`, not the one of `pass`."""
    run = entry.run
    mask = run.named("release", "release-flag", "tag")
    return [
        Problem(
            "takes the token of pass although $REGISTRY_TOKEN is set",
            node,
            Passage(run.scenarios(node) & mask, node.doubts),
            frozenset((PASS,)),
        )
        for node in run.nodes
        if run.scenarios(node) & mask and PASS in _secrets_in(run, node, mask)
    ]


def _secrets_in(run: Run, node: Node, mask: int) -> frozenset[str]:
    """The secrets that a registry's client can read, in these scenarios."""
    event = node.event
    if type(event) is not Reached or event.reach < Reach.CONTACTS:
        return frozenset()
    allowed = run.within(node, mask)
    return frozenset().union(*[secrets(text, allowed) for text in (*event.argv, *event.given)])


def _without(entry: EntryPoint) -> list[Problem]:
    """In `no-token` it ends with a message that names the token, before any change."""
    run = entry.run
    mask = offered(run, "no-token")
    found = mutations(entry, run.named("no-token"), "pushes without a token: {}")

    def step(said: bool, node: Node) -> bool:
        event = node.event
        if type(event) is Took and event.failed not in ("", *STORES):
            return True  # it ends for another reason
        return said or run.says(node, "token", mask)

    # What can happen with a token as well does not happen for want of one.
    with_token = run.named("release", "release-flag", "pass-only")
    for node, said, passage in run.follow(
        run.is_end, mask, False, step, plainly=True, except_in=with_token
    ):
        if run.ends_well(node):
            found.append(Problem("ends well without a token", node, passage))
        elif not said:
            found.append(Problem("ends without a word about the token", node, passage))
    return found


def _fallback(entry: EntryPoint) -> list[Problem]:
    """In `pass-only` the publish goes through, with the token of `pass`."""
    run = entry.run
    mask = run.named("pass-only")
    if nothing := absent(entry, mask, "publishes nothing with the token of pass"):
        return nothing
    if any([PASS in _secrets_in(run, node, mask) for node in run.nodes]):
        return []
    note = "publishes without the token of pass"
    return [Problem(note, run.nodes[-1], Passage(mask, hidden(run, mask)))]


def check(repo: Repo) -> Verdict:
    fine = "the token is $REGISTRY_TOKEN, else that of pass, else it ends and says so"
    return judged(
        repo,
        Question(
            problems,
            fine,
            scenarios=("release", "release-flag", "tag", "pass-only", "no-token"),
        ),
    )


PUBLISH = """\
#!/usr/bin/env bash
set -euo pipefail
[ "${PUBLISH:-}" = 1 ] || { echo "dry run"; exit 0; }
token="${REGISTRY_TOKEN:-}"
if [ -z "$token" ]; then
  token=$(pass show infra/gitea/personal_access_token_packages_rw) || token=""
fi
[ -n "$token" ] || { echo "no token: set REGISTRY_TOKEN, or add it to pass" >&2; exit 1; }
printf '%s' "$token" | helm registry login git.oleks.space -u oleks --password-stdin
helm push x.tgz oci://git.oleks.space/oleks
"""

RULE = Rule(
    name="token-source",
    level=Level.REQUIRED,
    reason="CI has the token in its environment, people have it in pass; a run without one must "
    "not get half-way.",
    remedy='token="${REGISTRY_TOKEN:-$(pass show infra/gitea/…)}", and end with a message that '
    "names the token if there is none.",
    check=check,
    examples=(
        Example("the variable, else pass, else the end", scripted("publish", PUBLISH), Status.PASS),
        Example(
            "pass comes first",
            scripted(
                "publish",
                PUBLISH.replace('token="${REGISTRY_TOKEN:-}"', 'token=""'),
            ),
            Status.FAIL,
        ),
        Example(
            "without pass",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
set -euo pipefail
[ "${PUBLISH:-}" = 1 ] || exit 0
: "${REGISTRY_TOKEN:?no token}"
printf '%s' "$REGISTRY_TOKEN" | helm registry login git.oleks.space -u oleks --password-stdin
helm push x.tgz oci://git.oleks.space/oleks
""",
            ),
            Status.FAIL,
        ),
        Example(
            "it ends without a word",
            scripted(
                "publish",
                PUBLISH.replace('echo "no token: set REGISTRY_TOKEN, or add it to pass" >&2;', ""),
            ),
            Status.FAIL,
        ),
    ),
)
