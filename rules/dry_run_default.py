"""Nothing is pushed unless `--publish` or `PUBLISH=1` says so."""

from doctor.conduct import Problem, Question, absent, judged, mutations, publishes
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict


def problems(entry: EntryPoint) -> list[Problem] | None:
    run = entry.run
    if not publishes(entry):
        return None
    found = mutations(entry, run.named("bare", "off"), "pushes without being asked to: {}")
    asked = run.named("release", "release-flag")
    if not found:
        found = absent(entry, asked, "pushes nothing, not even with PUBLISH=1 or --publish")
    return found


def check(repo: Repo) -> Verdict:
    question = Question(
        problems,
        "it pushes only with --publish or PUBLISH=1",
        scenarios=("bare", "off"),
        with_programs=True,
    )
    return judged(repo, question)


GUARDED = """\
#!/usr/bin/env bash
set -euo pipefail
if [ "${PUBLISH:-}" != 1 ] && [ "${1:-}" != --publish ]; then
  echo "dry run: would push x.tgz"
  exit 0
fi
helm push x.tgz oci://git.oleks.space/oleks
"""

RULE = Rule(
    name="dry-run-default",
    level=Level.REQUIRED,
    reason="A run by accident, on whatever machine, must not change what others install.",
    remedy='Push only if [ "${PUBLISH:-}" = 1 ] or --publish is given; else print what would be '
    "pushed.",
    check=check,
    examples=(
        Example("asked for by a variable or an option", scripted("publish", GUARDED), Status.PASS),
        Example(
            "it always pushes",
            scripted(
                "publish", "#!/usr/bin/env bash\nhelm push x.tgz oci://git.oleks.space/oleks\n"
            ),
            Status.FAIL,
        ),
        Example(
            "PUBLISH=0 is not empty",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
[ -n "${PUBLISH:-}" ] || { echo "dry run"; exit 0; }
helm push x.tgz oci://git.oleks.space/oleks
""",
            ),
            Status.FAIL,
        ),
        Example(
            "a guard in a subshell stops nothing",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
( [ "${PUBLISH:-}" = 1 ] || exit 0 )
helm push x.tgz oci://git.oleks.space/oleks
""",
            ),
            Status.FAIL,
        ),
        Example(
            "it never pushes",
            scripted("publish", "#!/usr/bin/env bash\necho 'would run: helm push x.tgz'\n"),
            Status.FAIL,
        ),
    ),
)
