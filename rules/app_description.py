"""Every app that stages, publishes or pushes carries a non-empty `meta.description`.

Which apps these are is told by their names and by the builder they come from.
"""

from doctor.facts import undecided
from doctor.naming import listed, verb
from doctor.repo import Repo
from doctor.rule import Example, Level, Rule
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed


def check(repo: Repo) -> Verdict:
    apps = [app for app in repo.apps if app.made_by == "builder" or verb(app.name)]
    bare = [app for app in apps if app.described is False]
    if bare:
        places = (Evidence(app.place, f"{app.name} has no meta.description") for app in bare)
        return failed(f"no meta.description: {listed(app.name for app in bare)}", *places)
    unclear = [app for app in apps if app.described is None]
    if unclear:
        notes = (Evidence(app.place, f"whether {app.name} has one is unknown") for app in unclear)
        names = listed(app.name for app in unclear)
        return undecided(repo, f"meta.description is unknown: {names}", *notes)
    if not repo.apps_complete:
        return undecided(repo, "there may be more apps than are known")
    if not apps:
        return not_applicable("no app stages, publishes or pushes")
    return passed(f"described: {listed(app.name for app in apps)}")


RULE = Rule(
    name="app-description",
    level=Level.REQUIRED,
    reason=(
        "`nix flake show` prints the descriptions: they tell someone who has not written the "
        "repo what an app will do before it is run."
    ),
    remedy='Add meta.description = "…"; to the app. The builders of parity-lib do it for you.',
    check=check,
    examples=(
        Example(
            "by hand",
            {
                "flake.nix": """\
{
  outputs = { self }: {
    apps.x86_64-linux.publish = {
      type = "app";
      program = "${self}/publish.sh";
      meta.description = "Build the chart and push it";
    };
  };
}
""",
                "publish.sh": "#!/bin/sh\n",
            },
            Status.PASS,
        ),
        Example(
            "by a builder, and an app that is none of the rule's business",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  inputs.nixpkgs.url = "nixpkgs/nixos-26.05";
  outputs = { nixpkgs, parity, ... }:
    let
      pkgs = nixpkgs.legacyPackages.x86_64-linux;
      made = with parity.lib; mkHelmPublish pkgs {
        pname = "gitea"; version = "12.4.0"; chartSrc = ./chart;
      };
    in
    {
      apps.x86_64-linux = made // {
        lint = { type = "app"; program = "${pkgs.kubernetes-helm}/bin/helm"; };
      };
    };
}
"""
            },
            Status.PASS,
        ),
        Example(
            "no description",
            {
                "flake.nix": """\
{
  outputs = { self }: {
    apps.x86_64-linux = {
      stage-s390x = { type = "app"; program = "${self}/stage.sh"; };
      publish-s390x = {
        type = "app";
        program = "${self}/publish.sh";
        meta.description = "Stage and push";
      };
    };
  };
}
""",
                "stage.sh": "#!/bin/sh\n",
                "publish.sh": "#!/bin/sh\n",
            },
            Status.FAIL,
        ),
        Example(
            "only blanks",
            {
                "flake.nix": """\
{
  outputs = { self }: {
    apps.aarch64-linux.push-staged = {
      type = "app"; program = toString ./push.sh; meta = { description = "  "; };
    };
  };
}
""",
                "push.sh": "#!/bin/sh\n",
            },
            Status.FAIL,
        ),
        Example(
            "flake-utils' mkApp gives none",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.flake-utils.url = "github:numtide/flake-utils";
  outputs = { nixpkgs, flake-utils, ... }: flake-utils.lib.eachDefaultSystem (system: {
    apps.publish = flake-utils.lib.mkApp {
      drv = nixpkgs.legacyPackages.${system}.writeShellScriptBin "publish" "exit 1";
    };
  });
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "a description from elsewhere",
            {
                "flake.nix": """\
{
  inputs.ours.url = "git+https://git.oleks.space/oleks/flake-tools";
  outputs = { self, ours }: {
    apps.x86_64-linux.publish = {
      type = "app";
      program = "${self}/publish.sh";
      meta.description = ours.lib.text;
    };
  };
}
""",
                "publish.sh": "#!/bin/sh\n",
            },
            Status.UNKNOWN,
        ),
        Example(
            "nothing to describe",
            {"flake.nix": "{ outputs = _: { apps.x86_64-linux = { }; }; }\n"},
            Status.NOT_APPLICABLE,
        ),
    ),
)
