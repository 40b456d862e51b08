"""The flake's apps come from at least one builder of parity-lib, and it is known which.

Decided by what the apps are made of, not by which words stand in `flake.nix`: a builder whose
result is dropped declares nothing.
"""

from doctor.facts import archetypes, doubts, is_provider, no_parity_input, undecided
from doctor.naming import listed
from doctor.repo import Repo
from doctor.rule import Example, Level, Rule
from doctor.verdict import Evidence, Status, Verdict, failed, not_applicable, passed


def check(repo: Repo) -> Verdict:
    if is_provider(repo):
        return not_applicable("the repo provides parity-lib")
    if repo.trouble:
        return failed(repo.trouble.why, Evidence(repo.trouble.place, "nothing is declared here"))
    if calls := archetypes(repo):
        return passed(
            listed(f"{call.archetype} by {call.builder}" for call in calls),
            *(Evidence(call.place, f"{call.builder}: {call.archetype}") for call in calls),
        )
    own = [Evidence(app.place, f"the app {app.name} is the flake's own") for app in repo.apps]
    if no_parity_input(repo):
        summary = "no app comes from a builder, for no input leads to parity-lib"
        return failed(summary, *own, *doubts(repo))
    if doubts(repo):
        return undecided(repo, "whether an app comes from a builder of parity-lib is unknown")
    dropped = [
        Evidence(call.place, f"{call.builder} is called, but no app comes from it")
        for call in repo.builder_calls
    ]
    return failed("no app comes from a builder of parity-lib", *dropped, *own)


RULE = Rule(
    name="archetype-declared",
    level=Level.REQUIRED,
    reason=(
        "Publishing is the same in all repos only where parity-lib's builders make the apps; "
        "shell that a repo carries itself drifts away from the others."
    ),
    remedy=(
        "Let a builder make the apps: "
        "apps = parity.lib.mkGenericBinaryPublish pkgs { pname = …; version = …; … };"
    ),
    check=check,
    examples=(
        Example(
            "the builder's result is the flake's apps",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";

  outputs = { self, nixpkgs, parity }: {
    apps.x86_64-linux = parity.lib.mkHelmPublish nixpkgs.legacyPackages.x86_64-linux {
      pname = "gitea";
      version = "12.4.0";
      chartSrc = ./chart;
    };
  };
}
"""
            },
            Status.PASS,
        ),
        Example(
            "through another file, under other names",
            {
                "flake.nix": """\
{
  inputs = {
    utils.url = "github:numtide/flake-utils";
    nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
    lib = { type = "git"; url = "ssh://git@git.oleks.space/oleks/parity-lib.git"; };
  };
  outputs = inputs: with inputs; utils.lib.eachDefaultSystem (system: {
    apps = import ./nix/apps.nix (lib.lib.mkParityBuilders nixpkgs.legacyPackages.${system});
  });
}
""",
                "nix/apps.nix": """\
{ mkPyPiWheelPublish, ... }:
mkPyPiWheelPublish { pname = "asyncpg"; version = "0.31.0"; wheel = ../dist; }
""",
            },
            Status.PASS,
        ),
        Example(
            "apps that the flake writes itself",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  outputs = { nixpkgs, parity, ... }:
    let pkgs = import nixpkgs { system = "x86_64-linux"; }; in {
      apps.x86_64-linux.publish = {
        type = "app";
        program = toString (pkgs.writeShellScript "publish" "helm push chart.tgz oci://$HOST");
        meta.description = "Push the chart";
      };
    };
}
"""
            },
            Status.FAIL,
        ),
        Example(
            "a builder is called, and its result dropped",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";
  outputs = { nixpkgs, parity, ... }:
    let
      made = parity.lib.mkHelmPublish nixpkgs.legacyPackages.x86_64-linux {
        pname = "gitea"; version = "12.4.0"; chartSrc = ./chart;
      };
    in
    builtins.seq made { apps = { }; };
}
"""
            },
            Status.FAIL,
        ),
        Example("no flake at all", {"README.md": "A chart."}, Status.FAIL),
        Example(
            "apps from an input that cannot be read",
            {
                "flake.nix": """\
{
  inputs.parity.url = "git+https://git.oleks.space/oleks/parity-lib";
  inputs.ours.url = "git+https://git.oleks.space/oleks/flake-tools";
  outputs = { parity, ours, ... }: { apps = ours.lib.appsFrom parity; };
}
"""
            },
            Status.UNKNOWN,
        ),
    ),
)
