"""The token, or what derives from it, never reaches standard output or standard error."""

from collections.abc import Iterator

from doctor.bash.history import Printed
from doctor.behaviour import Passage
from doctor.ci import StepRun
from doctor.conduct import Problem, Question, judged, named_secrets, with_secrets
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict


def problems(entry: EntryPoint | StepRun) -> Iterator[Problem]:
    run = entry.run
    for node in run.nodes:
        if secrets := run.leaks(node):
            event = node.event
            assert isinstance(event, Printed)
            how = f" ({event.how})" if event.how else ""
            stream = "standard output" if event.stream == "stdout" else "standard error"
            passage = Passage(run.scenarios(node), run.doubts_of(node, [event.text]))
            yield Problem(
                f"prints {named_secrets(secrets)} on {stream}{how}", node, passage, secrets
            )


def check(repo: Repo) -> Verdict:
    return judged(
        repo, Question(problems, "the token is never printed", in_ci=with_secrets(problems))
    )


def _leaks(title: str, script: str, **others: str) -> Example:
    return Example(title, scripted("publish", script, **others), Status.FAIL)


def _keeps(title: str, script: str, **others: str) -> Example:
    return Example(title, scripted("publish", script, **others), Status.PASS)


RULE = Rule(
    name="token-never-printed",
    level=Level.REQUIRED,
    reason="CI logs are kept and read by many; a token that was printed once has to be revoked.",
    remedy="Hand the token on by a pipe or a file, and never trace, dump or show what holds it.",
    check=check,
    examples=(
        _keeps(
            "by a pipe",
            """\
#!/usr/bin/env bash
set -euo pipefail
printf '%s' "$REGISTRY_TOKEN" | regctl registry login git.oleks.space -u oleks --pass-stdin
echo "token is ${REGISTRY_TOKEN:+set}, ${#REGISTRY_TOKEN} characters"
""",
        ),
        _keeps(
            "into a file; set -v shows source, not values",
            """\
#!/usr/bin/env bash
set -euv
umask 077
auth=$(mktemp)
trap 'rm -f "$auth"' EXIT
printf 'header = "Authorization: token %s"\\n' "$REGISTRY_TOKEN" > "$auth"
curl -fsS --config "$auth" -T x.tgz https://git.oleks.space/api/packages/oleks/generic/x/1/x.tgz
""",
        ),
        _keeps(
            "less than 8 characters of it",
            """\
#!/usr/bin/env bash
echo "using ${REGISTRY_TOKEN:0:4}…"
""",
        ),
        _leaks(
            "a trace",
            """\
#!/usr/bin/env bash
set -euo pipefail
if [ -n "${DEBUG:-}" ]; then set -x; fi
login="oleks:$REGISTRY_TOKEN"
printf '%s' "$login" > auth
""",
        ),
        _leaks(
            "a trace that another file turns on",
            """\
#!/usr/bin/env bash
. ci/env.sh
auth="oleks:$REGISTRY_TOKEN"
""",
            ci__env_sh="set -x\n",
        ),
        _leaks(
            "bash -x",
            "#!/usr/bin/env bash\nbash -x ci/push.sh\n",
            ci__push_sh='t="$REGISTRY_TOKEN"\n',
        ),
        _leaks("a dump of the environment", "#!/usr/bin/env bash\nenv | sort\n"),
        _leaks(
            "a dump of variables", "#!/usr/bin/env bash\ntoken=$REGISTRY_TOKEN\ndeclare -p token\n"
        ),
        _leaks(
            "an error message",
            """\
#!/usr/bin/env bash
die() { echo "error: $*" >&2; exit 1; }
curl -fsS https://git.oleks.space/v2/ > /dev/null || die "no answer for oleks:$REGISTRY_TOKEN"
""",
        ),
        _leaks(
            "the message of ${VAR:?}",
            """\
#!/usr/bin/env bash
url="https://oleks:$REGISTRY_TOKEN@git.oleks.space"
: "${OWNER:?no owner for $url}"
""",
        ),
        _leaks(
            "a verbose client",
            """\
#!/usr/bin/env bash
printf 'header = "Authorization: token %s"\\n' "$REGISTRY_TOKEN" > auth
curl -v --config auth https://git.oleks.space/api/packages/oleks/generic/x/1/x
""",
        ),
        _leaks(
            "a value that derives from it",
            """\
#!/usr/bin/env bash
basic=$(printf 'oleks:%s' "$REGISTRY_TOKEN" | base64 -w0)
echo "Authorization: Basic $basic"
""",
        ),
        _leaks(
            "eight characters of it",
            '#!/usr/bin/env bash\necho "using ${REGISTRY_TOKEN:0:8}…"\n',
        ),
        _leaks(
            "a trap",
            """\
#!/usr/bin/env bash
set -eu
state="token=$REGISTRY_TOKEN"
trap 'echo "stopped with $state"' ERR
helm push x.tgz oci://git.oleks.space/oleks
""",
        ),
        _leaks(
            "a log helper two functions away",
            """\
#!/usr/bin/env bash
log() { printf '%s %s\\n' "$(date)" "$*" >&2; }
run() { log "+ $*"; "$@"; }
run export TOKEN="$REGISTRY_TOKEN"
""",
        ),
    ),
)
