"""CI publishes by running the flake's own app, and in no other way."""

from collections.abc import Iterator, Mapping

from doctor.bash.history import Reached, Unclear
from doctor.behaviour import command
from doctor.ci import CiStep, Deed, StepRun, unread
from doctor.naming import listed
from doctor.repo import Repo
from doctor.rule import Example, Level, Rule, pipeline
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed, unknown
from doctor.woodpecker.plugins import publishes


def check(repo: Repo) -> Verdict:
    inlined: list[Evidence] = []
    unclear: list[Evidence] = []
    kept: list[Evidence] = []
    for one in repo.ci_steps:
        if one.step.kind == "step" and one.step.commands is None and one.cases:
            _plugin(one, inlined, unclear)
    for step in repo.step_runs:
        if step.run.gave_up and step.of.step.secrets:
            unclear.append(Evidence(step.of.step.place, f"{step.of.name}: {step.run.gave_up}"))
        for deed in step.deeds:
            inlined += _inlined(step, deed)
            unclear += _unclear(step, deed)
            kept += _apps(step, deed)
    if inlined:
        more = f" (and {len(inlined) - 1} more)" if len(inlined) > 1 else ""
        return failed(f"{inlined[0].note}{more}", *inlined)
    unclear += unread(repo)
    if unclear:
        return unknown(unclear[0].note, *unclear)
    if not repo.ci_steps:
        return not_applicable("there is no pipeline")
    if not kept:
        return passed("CI publishes nothing")
    return passed(f"CI publishes by {listed(one.note for one in kept)}", *kept)


def _plugin(one: CiStep, inlined: list[Evidence], unclear: list[Evidence]) -> None:
    answer = publishes(one.step)
    if answer is not False:
        what = f"{one.name} {'publishes' if answer else 'may publish'} by {one.step.image}"
        (inlined if answer else unclear).append(Evidence(one.step.place, what))


def _inlined(step: StepRun, deed: Deed) -> Iterator[Evidence]:
    """What the step itself pushes, outside the apps that it runs."""
    event = deed.node.event
    if isinstance(event, Reached) and not deed.apps and deed.is_publication:
        shown = command(event.argv, deed.node.allowed)
        yield Evidence(step.run.place(deed.node), f"{step.of.name} pushes by itself: {shown}")


def _unclear(step: StepRun, deed: Deed) -> Iterator[Evidence]:
    """What could push and is not in sight; without a secret nothing can be pushed."""
    event = deed.node.event
    if isinstance(event, Unclear) and not deed.apps and step.of.step.secrets:
        yield Evidence(step.run.place(deed.node), f"{step.of.name} may push: {event.why}")


def _apps(step: StepRun, deed: Deed) -> Iterator[Evidence]:
    """The app that it publishes by."""
    if isinstance(deed.node.event, Reached) and deed.apps and deed.command is not None:
        yield Evidence(step.run.place(deed.command), f"nix run .#{deed.apps[0]}")


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
"""


def _commands(*commands: str) -> Mapping[str, str]:
    return pipeline(_STEP + "".join([f"      - {one}\n" for one in commands]))


RULE = Rule(
    name="ci-runs-the-app",
    level=Level.REQUIRED,
    reason="What CI does in its own words drifts from what the same publish does on a developer's "
    "machine, and from the contract.",
    remedy="Let the step run the flake's app and nothing else: PUBLISH=1 nix run .#publish.",
    check=check,
    examples=(
        Example("the app", _commands("PUBLISH=1 nix run .#publish"), Status.PASS),
        Example(
            "spelled in another way",
            _commands("nix develop -c nix run 'path:.#publish' -- --publish </dev/null"),
            Status.PASS,
        ),
        Example(
            "it speaks of a push, and does none",
            _commands("'echo \"helm push comes later\"'", "nix run .#publish"),
            Status.PASS,
        ),
        Example(
            "make runs the app",
            {
                **_commands("make release"),
                "Makefile": "release: test\n\tPUBLISH=1 nix run .#publish\ntest:\n\tcargo test\n",
            },
            Status.PASS,
        ),
        Example(
            "make pushes",
            {
                **_commands("make release"),
                "Makefile": "release:\n\thelm push x.tgz oci://git.oleks.space/oleks\n",
            },
            Status.FAIL,
        ),
        Example(
            "a push of its own",
            _commands("helm package chart", "helm push x-1.0.0.tgz oci://git.oleks.space/oleks"),
            Status.FAIL,
        ),
        Example(
            "a script of the repo that is no app",
            pipeline(
                _STEP + "      - ci/push.sh\n",
                ci__push_sh="#!/bin/sh\nhelm push x.tgz oci://git.oleks.space/oleks\n",
            ),
            Status.FAIL,
        ),
        Example(
            "a plugin",
            pipeline(
                "steps:\n  - name: image\n    image: woodpeckerci/plugin-docker-buildx:5\n"
                "    settings:\n      repo: git.oleks.space/oleks/x\n"
            ),
            Status.FAIL,
        ),
        Example(
            "a plugin that is given a script, whatever it is called",
            pipeline(
                "when:\n  event: tag\nsteps:\n  - name: cache\n    image: plugin-attic\n"
                "    settings:\n      token: {from_secret: token}\n      script: cargo publish\n"
            ),
            Status.UNKNOWN,
        ),
        Example("a program that nobody can see into", _commands("make release"), Status.UNKNOWN),
        Example("without CI", {"README.md": ""}, Status.NOT_APPLICABLE),
    ),
)
