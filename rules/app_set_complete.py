"""The apps are exactly those that the archetype gives, on every system that has some of them.

Apps that neither stage nor publish nor push may stand beside them.
"""

from doctor.facts import archetypes, no_parity_input, undecided
from doctor.naming import listed, verb
from doctor.repo import BuilderCall, Repo
from doctor.rule import Example, Level, Rule
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed


def check(repo: Repo) -> Verdict:
    calls = archetypes(repo) or repo.builder_calls
    if not calls and (repo.apps_complete or no_parity_input(repo)):
        return not_applicable("no builder of parity-lib is called")
    places = [Evidence(call.place, f"{call.builder} gives the apps") for call in calls]
    if not calls or any(call.gives is None for call in calls):
        return undecided(repo, "which apps there should be is unknown", *places)
    given = {name for call in calls for name in call.gives or ()}
    extra = [
        app
        for app in repo.apps
        if app.name not in given and (app.made_by == "builder" or verb(app.name))
    ]
    if extra:
        notes = (Evidence(app.place, f"no builder gives an app {app.name}") for app in extra)
        return failed(f"beside those of the archetype: {listed(app.name for app in extra)}", *notes)
    lacking = {name for call in calls for name in _lacking(repo, call)}
    if lacking and repo.apps_complete:
        return failed(f"of the archetype's apps are not there: {listed(lacking)}", *places)
    if not repo.apps_complete:
        return undecided(repo, "there may be more apps than are known")
    return passed(f"all of {listed(given)}")


def _lacking(repo: Repo, call: BuilderCall) -> set[str]:
    """What a call gives and the flake does not have, on a system that has some of it."""
    there = {(app.name, system) for app in repo.apps for system in app.systems}
    systems = {system for app in repo.apps if app.call == call for system in app.systems}
    wanted = {(name, system) for name in call.gives or () for system in systems or {""}}
    return {name for name, _ in wanted - there}


RULE = Rule(
    name="app-set-complete",
    level=Level.ADVISORY,
    reason=(
        "People and CI expect the same apps in every repo of an archetype: a repo without "
        "push-staged, say, cannot catch up after the cluster was down."
    ),
    remedy="Take the builder's result as it is: apps = parity.lib.mk…Publish pkgs { … };",
    check=check,
    examples=(
        Example(
            "the builder's result, and a linter",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.flake-utils.url = "github:numtide/flake-utils";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { self, nixpkgs, flake-utils, parity }: flake-utils.lib.eachDefaultSystem (system:
    let pkgs = import nixpkgs { inherit system; }; in {
      apps = {
        lint = flake-utils.lib.mkApp { drv = pkgs.helm-docs; };
      } // parity.lib.mkHelmPublish pkgs {
        pname = "gitea";
        version = "12.4.0";
        chartSrc = ./charts/gitea;
      };
    });
}
"""
            },
            Status.PASS,
        ),
        Example(
            "an image, each app named",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = inputs:
    let
      system = "x86_64-linux";
      image = inputs.parity.lib.mkNix2ContainerPublish inputs.nixpkgs.legacyPackages.${system} {
        imageName = "git.oleks.space/oleks/runner";
        version = "2.0.0";
        images.amd64.copyTo = ./copy;
        arches = [ "amd64" "arm64" ];
      };
    in
    {
      apps.${system} = {
        inherit (image) stage-amd64 publish-amd64 publish-index publish push-staged;
      };
    };
}
"""
            },
            Status.PASS,
        ),
        Example(
            "push-staged was left out",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { nixpkgs, parity, ... }: {
    apps.x86_64-linux = builtins.removeAttrs
      (parity.lib.mkPyPiWheelPublish nixpkgs.legacyPackages.x86_64-linux {
        pname = "asyncpg"; version = "0.31.0"; wheel = ./dist;
      })
      [ "push-staged" ];
  };
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "a second way to publish",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { self, nixpkgs, parity, ... }: {
    apps.x86_64-linux = {
      publish-docs = { type = "app"; program = "${self}/docs.sh"; };
      stage-docs = { type = "app"; program = "${self}/docs.sh"; };
    } // (parity.lib.mkParityBuilders nixpkgs.legacyPackages.x86_64-linux).mkHelmPublish {
      pname = "gitea"; version = "12.4.0"; chartSrc = ./chart;
    };
  };
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "the builder is called, and its result dropped",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  outputs = { nixpkgs, parity, ... }:
    let
      made = parity.lib.mkHelmPublish nixpkgs.legacyPackages.x86_64-linux {
        pname = "gitea"; version = "12.4.0"; chartSrc = ./chart;
      };
    in
    { apps.x86_64-linux = builtins.intersectAttrs { lint = true; } made; };
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "an arch that is not known",
            {
                "flake.nix": """\
{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  inputs.ours.url = "git+https://git.oleks.space/oleks/flake-tools";
  outputs = { nixpkgs, parity, ours, ... }: {
    apps.x86_64-linux = parity.lib.mkHelmPublish nixpkgs.legacyPackages.x86_64-linux {
      pname = "gitea"; version = "12.4.0"; chartSrc = ./chart; arch = ours.lib.arch;
    };
  };
}
"""
            },
            Status.UNKNOWN,
        ),
        Example(
            "no builder",
            {"flake.nix": "{ outputs = { self }: { apps = { }; }; }\n"},
            Status.NOT_APPLICABLE,
        ),
    ),
)
