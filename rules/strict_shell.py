"""Scripts run under `set -euo pipefail`, and never trace."""

from collections.abc import Iterator

from doctor.bash.history import Started, Traced
from doctor.behaviour import Passage, command
from doctor.conduct import Problem, Question, judged
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict


def problems(entry: EntryPoint) -> Iterator[Problem] | None:
    started = [node for node in entry.run.nodes if type(node.event) is Started]
    return _problems(entry) if started else None


def _problems(entry: EntryPoint) -> Iterator[Problem]:
    run = entry.run
    for node in run.nodes:
        event = node.event
        if isinstance(event, Started) and not event.is_strict:
            note = f"is not under set -euo pipefail: {command(event.argv, node.allowed)}"
        elif isinstance(event, Traced):
            note = "traces (set -x)"
        else:
            continue
        yield Problem(note, node, Passage(run.scenarios(node), node.doubts))


def check(repo: Repo) -> Verdict:
    return judged(repo, Question(problems, "under set -euo pipefail, without a trace"))


RULE = Rule(
    name="strict-shell",
    level=Level.ADVISORY,
    reason="A script that goes on after a failure pushes what was never built; a trace shows what "
    "the script holds.",
    remedy="Begin with set -euo pipefail (writeShellApplication does), and never set -x.",
    check=check,
    examples=(
        Example(
            "from the first line",
            scripted("publish", "#!/usr/bin/env bash\nset -euo pipefail\nhelm package .\n"),
            Status.PASS,
        ),
        Example(
            "without pipefail",
            scripted("publish", "#!/usr/bin/env bash\nset -eu\nhelm package . | tail -n 1\n"),
            Status.FAIL,
        ),
        Example(
            "a trace for those who ask",
            scripted(
                "publish",
                """\
#!/usr/bin/env bash
set -euo pipefail
[ -z "${TRACE:-}" ] || set -x
helm package .
""",
            ),
            Status.FAIL,
        ),
    ),
)
