"""Nothing in the pipelines is ignored or refused without the author noticing."""

from collections.abc import Iterator

from doctor.ci import CiStep, unread
from doctor.repo import Repo
from doctor.rule import Example, Level, Rule, pipeline
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed, unknown
from doctor.woodpecker.events import ONLY_IN_STEPS


def check(repo: Repo) -> Verdict:
    pipelines = repo.pipelines
    found = [Evidence(place, why) for place, why in pipelines.unreadable]
    found += [Evidence(place, why) for place, why in pipelines.passed_over]
    for workflow in pipelines.workflows:
        found += [
            Evidence(place, f"the server refuses it, and with it every pipeline of the repo: {why}")
            for place, why in workflow.refused
        ]
        found += [Evidence(place, why) for place, why in workflow.ignored]
    for one in repo.ci_steps:
        found += _never(one)
        found += _always_empty(one)
    if found:
        return failed(found[0].note, *found)
    if unseen := unread(repo):
        return unknown("not every pipeline can be read", *unseen)
    if not pipelines.workflows:
        return not_applicable("there is no pipeline")
    return passed("the server reads the pipelines as they are written")


def _never(one: CiStep) -> Iterator[Evidence]:
    """Conditions that nothing fulfils."""
    if not one.cases and one.step.when is not None:
        yield Evidence(one.step.place, f"{one.name} can never run: nothing fulfils its conditions")


def _always_empty(one: CiStep) -> Iterator[Evidence]:
    """`${NAME}` of a variable that only the step has: it is filled in before there is a step."""
    own = {key.text for key, _ in one.step.environment if not key.text.startswith("CI_")} - {
        name for row in one.workflow.rows for name, _ in row
    }
    for scalar in one.step.commands or ():
        for expression in one.workflow.template.expressions(scalar.text):
            name = expression.name
            if (name in own or name in ONLY_IN_STEPS) and not expression.operator:
                what = f"${{{name}}} is filled in before the shell runs, and always empty: ${name}"
                yield Evidence(one.workflow.place_of(expression), what)


_GOOD = """\
steps:
  - name: check
    image: nixos/nix
    environment:
      LEVEL: "2"
    commands:
      - nix flake check
"""

RULE = Rule(
    name="ci-dead-syntax",
    level=Level.ADVISORY,
    reason="What the server passes over looks as if it worked: a secret that is never set, a "
    "condition that never holds, a file that is never read.",
    remedy="Write it as Woodpecker 3 reads it: `steps:`, `environment:` as a map with from_secret, "
    "each key once, either .woodpecker/ or one file.",
    check=check,
    examples=(
        Example("as it should be", pipeline(_GOOD), Status.PASS),
        Example(
            "older secrets",
            pipeline(_GOOD + "    secrets: [registry_token]\n"),
            Status.FAIL,
        ),
        Example("an older pipeline", pipeline(_GOOD.replace("steps:", "pipeline:")), Status.FAIL),
        Example(
            "the environment as a list",
            pipeline(_GOOD.replace('LEVEL: "2"', "- LEVEL=2")),
            Status.FAIL,
        ),
        Example("a key twice", pipeline(_GOOD + "    image: alpine\n"), Status.FAIL),
        Example(
            "a folder and a file",
            {**pipeline(_GOOD), ".woodpecker/check.yaml": _GOOD},
            Status.FAIL,
        ),
        Example(
            "${NAME} of a variable of the step",
            pipeline(_GOOD + "      - echo ${LEVEL}\n"),
            Status.FAIL,
        ),
        Example(
            "a condition that nothing fulfils",
            pipeline(
                _GOOD
                + "    when:\n      event: push\n      evaluate: 'CI_PIPELINE_EVENT == \"tag\"'\n"
            ),
            Status.FAIL,
        ),
        Example("without CI", {"README.md": ""}, Status.NOT_APPLICABLE),
    ),
)
