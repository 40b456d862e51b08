"""A stage app contacts no registry."""

from collections.abc import Iterator

from doctor.bash.history import Reached
from doctor.behaviour import Passage, command
from doctor.conduct import Problem, Question, judged
from doctor.naming import verb
from doctor.repo import EntryPoint, Repo
from doctor.rule import Example, Level, Rule, scripted
from doctor.verdict import Status, Verdict


def problems(entry: EntryPoint) -> Iterator[Problem] | None:
    return _contacts(entry) if any([verb(name) == "stage" for name in entry.names]) else None


def _contacts(entry: EntryPoint) -> Iterator[Problem]:
    run = entry.run
    for node in run.nodes:
        if run.contacts(node):
            event = node.event
            assert isinstance(event, Reached)
            does = "changes" if run.mutates(node) else "contacts"
            passage = Passage(run.scenarios(node), node.doubts)
            yield Problem(f"{does} a registry: {command(event.argv, node.allowed)}", node, passage)


def check(repo: Repo) -> Verdict:
    return judged(repo, Question(problems, "staging contacts no registry", with_programs=True))


RULE = Rule(
    name="stage-is-offline",
    level=Level.REQUIRED,
    reason="Building and staging must work when the cluster, and with it the registry, is down.",
    remedy="Put the artifact into ./.parity-stage/ and leave every contact to the publish apps.",
    check=check,
    examples=(
        Example(
            "an image into an OCI layout",
            scripted(
                "stage-s390x",
                """\
#!/usr/bin/env bash
set -euo pipefail
nix build .#image
skopeo copy docker-archive:result oci:.parity-stage/x:1.2.3
""",
            ),
            Status.PASS,
        ),
        Example(
            "sources from elsewhere",
            scripted(
                "stage-s390x",
                "#!/usr/bin/env bash\ncurl -fsSL https://example.org/x.tar.gz | tar xz\n",
            ),
            Status.PASS,
        ),
        Example(
            "is this version there already?",
            scripted(
                "stage-s390x",
                """\
#!/usr/bin/env bash
if regctl manifest head git.oleks.space/oleks/x:1.2.3; then exit 0; fi
nix build .#image
""",
            ),
            Status.FAIL,
        ),
    ),
)
