"""What rules say of scripts that are not fully in sight, and how they show the way."""

import pytest

from doctor.engine import find_rules, judge
from doctor.repo import Repo
from doctor.rule import scripted
from doctor.source import Memory
from doctor.verdict import Status, Verdict

RULES = {rule.name: rule for rule in find_rules()}
REQUIRED = (
    "token-source",
    "token-never-printed",
    "token-off-argv",
    "dev-tag-guard",
    "dry-run-default",
)


def verdict(rule: str, script: str, app: str = "publish", **others: str) -> Verdict:
    repo = Repo(Memory(scripted(app, script, **others)))
    [judgement] = judge(repo, [RULES[rule]])
    return judgement.verdict


@pytest.mark.parametrize("rule", REQUIRED)
@pytest.mark.parametrize(
    "script",
    [
        'eval "$(curl -fsS https://example.org/lib.sh)"\n',
        '. "$SOMEWHERE/lib.sh"\n',
        "coproc cat\n",
        "if true; then\n",
        '"$TOOL" push x\n',
    ],
    ids=["eval", "source", "coproc", "syntax error", "any program"],
)
def test_what_is_not_in_sight_is_no_pass(rule: str, script: str) -> None:
    assert verdict(rule, f"#!/usr/bin/env bash\n{script}").status == Status.UNKNOWN


@pytest.mark.parametrize("rule", REQUIRED)
def test_a_script_without_an_end_is_no_pass(rule: str) -> None:
    script = "#!/usr/bin/env bash\nf() { f; f; }\nf\n"
    found = verdict(rule, script)
    assert found.status == Status.UNKNOWN
    assert "too much to follow" in found.summary


def test_a_program_of_another_language_may_push() -> None:
    script = "#!/usr/bin/env bash\npython3 ci/publish.py\n"
    assert verdict("dry-run-default", script).status == Status.UNKNOWN
    assert verdict("token-off-argv", script).status == Status.PASS


@pytest.mark.parametrize("rule", REQUIRED)
def test_a_program_that_is_no_script_of_the_repo_is_no_pass(rule: str) -> None:
    flake = """{
  outputs = { self }: {
    apps.x86_64-linux.publish = { type = "app"; program = "${self}/publish.py"; };
  };
}
"""
    repo = Repo(Memory({"flake.nix": flake, "publish.py": "#!/usr/bin/env python3\n"}))
    [judgement] = judge(repo, [RULES[rule]])
    assert judgement.verdict.status == Status.UNKNOWN


def test_the_evidence_is_the_way_of_the_token() -> None:
    script = """\
#!/usr/bin/env bash
. ci/log.sh
send() { log "sending $1"; }
auth="Bearer $REGISTRY_TOKEN"
send "$auth"
"""
    found = verdict("token-never-printed", script, ci__log_sh='log() { echo "$1"; }\n')
    assert found.status == Status.FAIL
    assert [
        (str(one.place).rpartition(":")[0], one.note.rpartition(": ")[2]) for one in found.evidence
    ] == [
        ("ci/log.sh:1", "prints the token on standard output (echo)"),
        ("publish.sh:4", "the token gets into $auth"),
        ("publish.sh:5", "the token gets into $1 of send"),
        ("publish.sh:3", "the token gets into $1 of log"),
    ]


def test_the_evidence_is_the_way_to_the_push() -> None:
    script = """\
#!/usr/bin/env bash
if [ "$(git branch --show-current)" = main ]; then
  helm push x.tgz oci://git.oleks.space/oleks
fi
"""
    found = verdict("dry-run-default", script)
    assert found.status == Status.FAIL
    push, turn = found.evidence
    assert (push.place.line, turn.place.line) == (3, 2)
    assert push.note.startswith("in scenario bare, off: pushes without being asked to: helm push")
    assert turn.note == "here output of git branch --show-current = main"


LOGIN = """\
token="${REGISTRY_TOKEN:-$(pass show infra/gitea/personal_access_token_packages_rw)}"
[ -n "$token" ] || { echo "no token" >&2; exit 1; }
printf '%s' "$token" | helm registry login git.oleks.space -u oleks --password-stdin
helm push x.tgz oci://git.oleks.space/oleks
"""


@pytest.mark.parametrize(
    "call",
    [
        'publish() {\nBODY\n}\npublish "$@"',
        'publish() {\nBODY\n}\nmain() { publish "$@"; }\nmain "$@"',
        'exec bash ci/body.sh "$@"',
        'bash ci/body.sh "$@"',
        'exec ci/body.sh "$@"',
        '. ci/body.sh "$@"',
        'set -- "$@"\nBODY',
    ],
)
@pytest.mark.parametrize(
    ("body", "is_dry"),
    [
        ('[ "${1:-}" = --publish ] || [ "${PUBLISH:-}" = 1 ] || exit 0\n', True),
        ('case "$*" in *--publish*) ;; *) [ "${PUBLISH:-}" = 1 ] || exit 0 ;; esac\n', True),
        ('while [ $# -gt 0 ]; do case $1 in --publish) PUBLISH=1 ;; esac; shift; done\n'
         '[ "${PUBLISH:-}" = 1 ] || exit 0\n', True),
        ('[ $# -eq 0 ] || [ "${PUBLISH:-}" = 1 ] || exit 0\n', False),
        ('[ "${2:-}" != --publish ] || exit 0\n', False),
    ],
)  # fmt: skip
def test_the_arguments_are_handed_on(call: str, body: str, is_dry: bool) -> None:
    head = "#!/usr/bin/env bash\nset -euo pipefail\n"
    script = head + call.replace("BODY", body + LOGIN) + "\n"
    found = verdict("dry-run-default", script, ci__body=head + body + LOGIN)
    assert found.status == (Status.PASS if is_dry else Status.FAIL)


def test_a_script_that_gets_all_arguments_runs_once() -> None:
    script = f'#!/usr/bin/env bash\npublish() {{\n{LOGIN}\n}}\npublish "$@"\n'
    [entry] = Repo(Memory(scripted("publish", script))).entry_points
    assert len(entry.run.mutations) == 1


@pytest.mark.parametrize("use", ["n=$((token + 0))", "(( token )) || :", "[[ $token -gt 1 ]] || :"])
def test_a_token_is_no_number(use: str) -> None:
    """One that begins with a letter is a variable that is not set, which ends the script."""
    head = '#!/usr/bin/env bash\nset -euo pipefail\n[ "${PUBLISH:-}" = 1 ] || exit 0\n'
    found = verdict("dry-run-default", head + LOGIN.replace("printf", f"{use}\nprintf"))
    assert found.status == Status.FAIL
