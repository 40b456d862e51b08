"""Every `nix run .#name` in CI names an app that the flake has."""

from doctor.bash.history import Entered
from doctor.ci import unread
from doctor.naming import listed
from doctor.repo import Repo
from doctor.rule import Example, Level, Rule, pipeline
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed, unknown


def check(repo: Repo) -> Verdict:
    missing: list[Evidence] = []
    unclear: list[Evidence] = []
    there: list[Evidence] = []
    for step in repo.step_runs:
        if step.run.gave_up:
            unclear.append(Evidence(step.of.step.place, f"{step.of.name}: {step.run.gave_up}"))
        for node in step.run.nodes:
            event = node.event
            if isinstance(event, Entered):
                what = f"{step.of.name} runs the app {event.app}"
                found = there if event.exists else missing if event.exists is False else unclear
                found.append(Evidence(step.run.place(node), what))
    if missing:
        known = [Evidence(app.place, f"the flake has the app {app.name}") for app in repo.apps]
        names = listed(app.name for app in repo.apps) or "none"
        return failed(
            f"{missing[0].note}, which there is not: the apps are {names}", *missing, *known
        )
    if unclear:
        gaps = [Evidence(gap.place, gap.why) for gap in repo.gaps]
        return unknown("whether CI runs apps that there are is not known", *unclear, *gaps)
    if unseen := unread(repo):
        return unknown("not every pipeline can be read", *unseen)
    if not there:
        return not_applicable("CI runs no app of the flake")
    return passed("the apps that CI runs are there", *there)


_STEP = """\
steps:
  - name: build
    image: nixos/nix
    commands:
      - {command}
"""


RULE = Rule(
    name="ci-app-exists",
    level=Level.REQUIRED,
    reason="A pipeline that runs an app under its old name publishes nothing, and nobody notices "
    "before the release.",
    remedy="Name an app that the flake has; `nix flake show` lists them.",
    check=check,
    examples=(
        Example(
            "an app of the flake", pipeline(_STEP.format(command="nix run .#publish")), Status.PASS
        ),
        Example(
            "of nixpkgs",
            pipeline(_STEP.format(command="nix run nixpkgs#hello")),
            Status.NOT_APPLICABLE,
        ),
        Example(
            "a package, which nix run takes as well",
            {
                "flake.nix": "{ outputs = { self, nixpkgs }: { apps = { }; "
                "packages.x86_64-linux.x = nixpkgs.legacyPackages.x86_64-linux.hello; }; }",
                ".woodpecker.yaml": _STEP.format(command="nix run .#x"),
            },
            Status.NOT_APPLICABLE,
        ),
        Example(
            "it has another name",
            pipeline(_STEP.format(command="nix run .#publish-all")),
            Status.FAIL,
        ),
        Example("there is no default", pipeline(_STEP.format(command="nix run")), Status.FAIL),
        Example(
            "in a script that CI runs",
            pipeline(_STEP.format(command="sh ci/all.sh"), ci__all_sh="nix run .#release\n"),
            Status.FAIL,
        ),
        Example(
            "a name that is not known before it runs",
            pipeline(_STEP.format(command="'nix run .#publish-$(uname -m)'")),
            Status.UNKNOWN,
        ),
    ),
)
