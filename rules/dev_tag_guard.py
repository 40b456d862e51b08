"""Nothing is published from what is no release: no `$VERSION`, no `v*` tag."""

from doctor.ci import StepRun
from doctor.conduct import Problem, Question, absent, judged, mutations, offered, publishes, pushing
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict
from doctor.woodpecker.events import Case


def problems(entry: EntryPoint) -> list[Problem] | None:
    run = entry.run
    if not publishes(entry):
        return None
    dev = run.named("dev", "dev-tag")
    found = mutations(entry, dev, "pushes what is no release: {}")
    asked = offered(run, "dev", "dev-tag")
    found += [
        Problem("ends well where it must refuse", end, passage)
        for end, _, passage in run.follow(run.ends_well, asked, None, plainly=True)
    ]
    if not found:
        found += _shut(entry)
    return found


def _shut(entry: EntryPoint) -> list[Problem]:
    """A guard that lets nothing through is wrong too."""
    run = entry.run
    release, tag = run.named("release", "release-flag"), run.named("tag")
    return absent(entry, release, "publishes nothing for $VERSION") or absent(
        entry, tag, "publishes nothing for a v* tag"
    )


def in_ci(step: StepRun) -> list[Problem] | None:
    """A step must not publish where the server names no `v*` tag, whatever the step itself sets.

    Who starts a pipeline by hand, or a deployment, may well choose a version.
    """
    pushes = [deed for deed in step.deeds if deed.is_publication]
    if not pushes and not step.run.gave_up:
        return None
    mask = step.mask(*[case for case in step.cases if must_refuse(case)])
    return [
        problem
        for deed in pushes
        for problem in pushing(step.run, deed.node, mask, "pushes what is no release: {}")
    ]


def must_refuse(case: Case) -> bool:
    return not case.is_release and not case.is_by_hand


def check(repo: Repo) -> Verdict:
    question = Question(
        problems,
        "it refuses what is neither $VERSION nor a v* tag",
        scenarios=("dev", "dev-tag"),
        with_programs=True,
        in_ci=in_ci,
        cases=must_refuse,
        remedy_in_ci="Let the step run for tags of releases only: when: {event: tag, ref: "
        "refs/tags/v*}, and leave $VERSION to the app.",
    )
    return judged(repo, question)


GUARD = """\
#!/usr/bin/env bash
set -euo pipefail
if [ "${PUBLISH:-}" != 1 ]; then echo "dry run"; exit 0; fi
if [ -z "${VERSION:-}" ] && [[ ! "${CI_COMMIT_TAG:-}" =~ ^v[0-9] ]]; then
  echo "refusing: neither VERSION nor a v* tag" >&2
  exit 1
fi
helm push x.tgz oci://git.oleks.space/oleks
"""

RULE = Rule(
    name="dev-tag-guard",
    level=Level.REQUIRED,
    reason="What is published under a version or as :latest is what everybody gets.",
    remedy="Before the first push, end with a status that is not 0 unless $VERSION is set or "
    "$CI_COMMIT_TAG starts with v and a digit.",
    check=check,
    examples=(
        Example("a guard before the push", scripted("publish", GUARD), Status.PASS),
        Example(
            "none",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
[ "${PUBLISH:-}" = 1 ] || exit 0
helm push x.tgz oci://git.oleks.space/oleks
""",
            ),
            Status.FAIL,
        ),
        Example(
            "|| true disarms it",
            scripted("publish", GUARD.replace("exit 1\nfi", "false\nfi || true")),
            Status.FAIL,
        ),
        Example(
            "it is defined, but never called",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
guard() { [ -n "${VERSION:-}" ] || exit 1; }
[ "${PUBLISH:-}" = 1 ] || exit 0
helm push x.tgz oci://git.oleks.space/oleks
""",
            ),
            Status.FAIL,
        ),
        Example(
            "it says no, and ends well",
            scripted("publish", GUARD.replace("exit 1", "exit 0")),
            Status.FAIL,
        ),
        Example(
            "tags do not get through",
            scripted("publish", GUARD.replace(' && [[ ! "${CI_COMMIT_TAG:-}" =~ ^v[0-9] ]]', "")),
            Status.FAIL,
        ),
    ),
)
