"""The token never stands in the argument list of another process."""

from collections.abc import Iterator

from doctor.bash.history import Started
from doctor.behaviour import Passage, name_of
from doctor.ci import StepRun
from doctor.conduct import Problem, Question, judged, named_secrets, with_secrets
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict


def problems(entry: EntryPoint | StepRun) -> Iterator[Problem]:
    run = entry.run
    for node in run.nodes:
        if secrets := run.exposes(node):
            event = node.event
            assert isinstance(event, Started)
            program = name_of(event.argv)
            passage = Passage(run.scenarios(node), run.doubts_of(node, event.argv))
            what = named_secrets(secrets)
            yield Problem(f"gives {what} to {program} as an argument", node, passage, secrets)


def check(repo: Repo) -> Verdict:
    return judged(
        repo, Question(problems, "no argument list holds the token", in_ci=with_secrets(problems))
    )


RULE = Rule(
    name="token-off-argv",
    level=Level.REQUIRED,
    reason="Every user of the machine can read the argument list of every process (`ps`).",
    remedy="Hand the token over by standard input, a file or the environment: "
    'VAR="$TOKEN" command, not env VAR="$TOKEN" command.',
    check=check,
    examples=(
        Example(
            "in the environment of one command, and by builtins",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
set -euo pipefail
[ -n "$REGISTRY_TOKEN" ]
printf '%s' "$REGISTRY_TOKEN" | helm registry login git.oleks.space -u oleks --password-stdin
TWINE_PASSWORD="$REGISTRY_TOKEN" twine upload dist/*.whl
""",
            ),
            Status.PASS,
        ),
        Example(
            "a header",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
auth="Authorization: token $REGISTRY_TOKEN"
curl -fsS -H "$auth" -T x https://git.oleks.space/api/packages/oleks/generic/x/1/x
""",
            ),
            Status.FAIL,
        ),
        Example(
            "env puts it into its own arguments",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
env TWINE_PASSWORD="$REGISTRY_TOKEN" twine upload dist/*.whl
""",
            ),
            Status.FAIL,
        ),
        Example(
            "a filter",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
sed "s/@TOKEN@/$REGISTRY_TOKEN/" npmrc.in > .npmrc
""",
            ),
            Status.FAIL,
        ),
    ),
)
