"""No step that holds a secret can run for a pull request; no secret stands in the file."""

import re
from collections.abc import Iterator

from doctor.ci import CiStep, unread
from doctor.naming import listed
from doctor.pattern import pattern
from doctor.repo import Repo
from doctor.rule import Example, Level, Rule, pipeline
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed, unknown
from doctor.woodpecker.events import PULL_REQUESTS
from doctor.woodpecker.syntax import Mapping, Scalar

_SECRET_NAME = pattern(
    r"(?:^|_)(?:TOKEN|PASSWORD|PASSWD|SECRET|APIKEY|API_KEY|ACCESS_KEY|PRIVATE_KEY|CREDENTIALS?)$"
)
_REFERENCE = pattern(r"\$|^(?:true|false|yes|no|none|null)?$|^[./~]|://|^<.*>$", re.IGNORECASE)
"""Values that name where a secret is, or none at all."""

_ASSIGNED = pattern(r"""(?:^|[\s;&|(])([A-Z_][A-Z0-9_]*)=["']?([^\s"'`;&|()]+)""")
"""Assignments in commands, with the value if it has no blanks."""


def check(repo: Repo) -> Verdict:
    exposed: list[Evidence] = []
    perhaps: list[Evidence] = []
    literal: list[Evidence] = []
    kept: list[Evidence] = []
    for one in repo.ci_steps:
        literal += _literals(one)
        if not one.step.secrets:
            continue
        events = [event for event in one.events if event in PULL_REQUESTS]
        sure = {case.event for case in one.surely}
        note = f"{one.name} holds {listed(held.secret for held in one.step.secrets)}"
        if not events:
            kept.append(Evidence(one.step.place, f"{note} and runs on {listed(one.events)}"))
            continue
        what = Evidence(one.step.place, f"{note} and can run on {listed(events)}")
        (exposed if sure & {*events} else perhaps).append(what)
    if exposed:
        return failed(exposed[0].note, *exposed, *literal)
    if literal:
        return failed(
            literal[0].note,
            *literal,
            remedy="Give it to the server, and name it here "
            "with from_secret; the value that was committed must be revoked.",
        )
    if unseen := unread(repo):
        return unknown("not every pipeline can be read", *unseen)
    if perhaps:
        return unknown(f"{perhaps[0].note}, as far as its conditions can be decided", *perhaps)
    if not repo.ci_steps:
        return not_applicable("there is no pipeline")
    return passed("no secret is within reach of a pull request", *kept)


def _literals(one: CiStep) -> Iterator[Evidence]:
    """Values in the file that should be secrets."""
    settings = one.step.settings.entries if one.step.settings is not None else ()
    for key, value in (*one.step.environment, *settings):
        name = re.sub(r"[-.]", "_", key.text).upper()
        if not _SECRET_NAME.search(name) or isinstance(value, Mapping):
            continue
        if isinstance(value, Scalar) and not _REFERENCE.search(
            one.workflow.template.spelled(value.text)
        ):
            place = one.workflow.place(value)
            yield Evidence(place, f"{one.name} has the value of {key.text} in the file")
    for command in one.step.commands or ():
        for name, value in _ASSIGNED.findall(one.workflow.template.spelled(command.text)):
            if _SECRET_NAME.search(name) and not _REFERENCE.search(value):
                place = one.workflow.place(command)
                yield Evidence(place, f"{one.name} has the value of {name} in the file")


_HOLDS = """\
steps:
  - name: publish
    image: nixos/nix
{when}    environment:
      REGISTRY_TOKEN:
        from_secret: registry_token
    commands:
      - PUBLISH=1 nix run .#publish
"""


def _when(text: str) -> str:
    return _HOLDS.format(when="".join([f"    {line}\n" for line in text.splitlines()]))


RULE = Rule(
    name="ci-secret-scope",
    level=Level.REQUIRED,
    reason="A pull request brings its own pipeline file and its own code: a step that runs for it "
    "gives every secret that it holds to a stranger.",
    remedy="Say on which events the step runs, without pull requests: when: {event: tag}.",
    check=check,
    examples=(
        Example("on tags only", pipeline(_when("when:\n  - event: tag")), Status.PASS),
        Example(
            "the whole file is for tags",
            pipeline(f"when:\n  event: [tag, push]\n{_when('')}"),
            Status.PASS,
        ),
        Example("nothing is said: all events", pipeline(_when("")), Status.FAIL),
        Example(
            "a branch is no event, and a pull request has one",
            pipeline(_when("when:\n  branch: main")),
            Status.FAIL,
        ),
        Example(
            "one of two conditions lets it in",
            pipeline(_when("when:\n  - event: tag\n  - path: 'ci/**'")),
            Status.FAIL,
        ),
        Example(
            "a condition that only the server can decide",
            pipeline(_when("when:\n  - evaluate: 'CI_COMMIT_MESSAGE contains \"deploy\"'")),
            Status.UNKNOWN,
        ),
        Example(
            "the value itself",
            pipeline(
                _when("when:\n  - event: tag").replace(
                    "\n        from_secret: registry_token", " 8d0c1f2a77"
                )
            ),
            Status.FAIL,
        ),
        Example(
            "the value itself, in a command",
            pipeline(
                _when("when:\n  - event: tag").replace(
                    "- PUBLISH=1", "- REGISTRY_TOKEN=8d0c1f2a77 PUBLISH=1"
                )
            ),
            Status.FAIL,
        ),
        Example("without CI", {"README.md": ""}, Status.NOT_APPLICABLE),
    ),
)
